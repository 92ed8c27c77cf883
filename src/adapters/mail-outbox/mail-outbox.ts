import type { Clock } from '#src/ports/clock.ts';
import type { MailSender } from '#src/ports/mail.ts';
import type { SmsSender } from '#src/ports/sms.ts';
import type { Records } from '#src/ports/state-store.ts';

export type OutboxItem = { at: string; to: string; subject: string; text: string; by: 'mail' | 'sms' };

const SCOPE = 'outbox';
const KEPT = 200;

/**
 * Mail and SMS that go nowhere: they are kept as rows, and only a developer's machine shows them. The default, so that
 * a fresh installation can be tried without any account elsewhere.
 */
export function createOutbox(
  records: Records,
  clock: Clock,
): { mail: MailSender; sms: SmsSender; items(): Promise<OutboxItem[]> } {
  let count = 0;
  async function keep(item: Omit<OutboxItem, 'at'>): Promise<{ kind: 'sent' } | { kind: 'failed'; reason: string }> {
    const at = clock.now().toISOString();
    try {
      await records.put(SCOPE, `${at}-${String(++count).padStart(6, '0')}`, { at, ...item });
      const all = await records.list(SCOPE);
      for (const old of all.slice(0, Math.max(0, all.length - KEPT))) await records.remove(SCOPE, old.key);
      return { kind: 'sent' };
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }
  return {
    mail: { send: ({ to, subject, text }) => keep({ by: 'mail', to, subject, text }) },
    sms: { send: ({ to, text }) => keep({ by: 'sms', to, subject: '', text }) },
    async items() {
      return (await records.list(SCOPE)).map(({ value }) => value as unknown as OutboxItem).toReversed();
    },
  };
}
