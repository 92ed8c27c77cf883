export type Sms = { /** E.164 */ to: string; text: string };

export interface SmsSender {
  /** Never throws, as with mail. */
  send(sms: Sms): Promise<{ kind: 'sent' } | { kind: 'failed'; reason: string }>;
}
