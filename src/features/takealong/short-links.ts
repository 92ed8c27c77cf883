import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { decodeTripLink, encodeTripLink, type LinkFault } from '#src/domain/exchange/trip-link.ts';
import type { Trip } from '#src/domain/trip/types.ts';
import type { Clock } from '#src/ports/clock.ts';
import type { ShortLinks } from '#src/ports/state-store.ts';

export const SHORT_LINK_DAYS = 90;
/** A link of a trip with many notes; more is no trip of a person. */
export const MAX_LINK_LETTERS = 20_000;
/** No letters that are taken for each other when read out. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const CODE = /^[a-z2-9]{9}$/;

type Stored = { link: string; secretHash: string };
export type Made =
  | {
      kind: 'made';
      code: string;
      secret: string;
      expiresAt: string;
      /** As it is kept. */ link: string;
      trip: Trip;
    }
  | { kind: 'refused'; reason: LinkFault | 'too-long' };

/** Keeps a trip under a short address, because its traveller asked for it: for some weeks, deletable with a secret. */
export async function makeShortLink(links: ShortLinks, clock: Clock, link: string): Promise<Made> {
  if (link.length > MAX_LINK_LETTERS) return { kind: 'refused', reason: 'too-long' };
  const opened = decodeTripLink(link);
  if (!opened.ok) return { kind: 'refused', reason: opened.reason };
  const secret = randomBytes(18).toString('base64url');
  const trip = withoutAddresses(opened.trip);
  const data: Stored = { link: encodeTripLink(trip), secretHash: hashOf(secret) };
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + SHORT_LINK_DAYS * 86_400_000).toISOString();
  for (;;) {
    const code = newCode();
    if (await links.add({ code, data: JSON.stringify(data), createdAt: now.toISOString(), expiresAt }))
      return { kind: 'made', code, secret, expiresAt, link: data.link, trip };
  }
}

/** The long link behind a short one. */
export async function findShortLink(links: ShortLinks, clock: Clock, code: string): Promise<string | undefined> {
  return (await read(links, clock, code))?.link;
}

/** False for a wrong secret as for a link that is not there. */
export async function removeShortLink(links: ShortLinks, clock: Clock, code: string, secret: string): Promise<boolean> {
  const stored = await read(links, clock, code);
  if (!stored || !timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(stored.secretHash))) return false;
  return links.remove(code);
}

async function read(links: ShortLinks, clock: Clock, code: string): Promise<Stored | undefined> {
  if (!CODE.test(code)) return undefined;
  const row = await links.find(code, clock.now().toISOString());
  return row && (JSON.parse(row.data) as Stored);
}

/** Our address must not become a way to pass on others: web addresses are taken out of every text. */
export function withoutAddresses(trip: Trip): Trip {
  const clean = (text: string): string => text.replace(/\b(?:https?:\/\/|www\.)\S+/giu, '…');
  return JSON.parse(JSON.stringify(trip), (key, value: unknown) =>
    typeof value === 'string' && ['name', 'note', 'text'].includes(key) ? clean(value) : value,
  ) as Trip;
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

function newCode(): string {
  // 31 letters do not divide 256; the last few values are drawn again, so that all letters are as likely.
  let code = '';
  while (code.length < 9) {
    const [byte = 255] = randomBytes(1);
    if (byte < 248) code += LETTERS[byte % LETTERS.length];
  }
  return code;
}
