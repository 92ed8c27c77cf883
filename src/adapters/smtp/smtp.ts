import { createTransport } from 'nodemailer';
import type { MailSender } from '#src/ports/mail.ts';

/** Mail by SMTP. `url` is `smtp://user:password@host:port` or `smtps://…`; plain text only, so nothing can hide in it. */
export function createSmtp(options: {
  url: string;
  from: string;
  onFailure?: (reason: string) => void;
}): MailSender & { close(): void } {
  const transport = createTransport(options.url, { from: options.from });
  return {
    async send({ to, subject, text }) {
      try {
        // As an object the address is taken as one, never read as a list. A line end in a subject could begin a new header.
        await transport.sendMail({ to: { name: '', address: to }, subject: subject.replace(/[\r\n]+/g, ' '), text });
        return { kind: 'sent' };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        options.onFailure?.(reason);
        return { kind: 'failed', reason };
      }
    },
    close: () => transport.close(),
  };
}
