export type Mail = { to: string; subject: string; text: string };

export interface MailSender {
  /** Never throws: mail being down must not stop what asked for it. The reason is for the operator's log. */
  send(mail: Mail): Promise<{ kind: 'sent' } | { kind: 'failed'; reason: string }>;
}
