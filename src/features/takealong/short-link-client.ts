export type ShortLinkMade = {
  url: string;
  code: string;
  secret: string;
  expiresAt: string;
  /** The server has put the trip into the province's sums. */ counted?: boolean;
};
export type ShortLinkAnswer = { ok: true; short: ShortLinkMade } | { ok: false; reason: 'too-many' | 'failed' };

const KEPT = 'tripmap-short-links';
type Kept = Record<string, ShortLinkMade>;

/** The short link that was made for exactly this trip on this device, while it lasts. */
export function findShortLink(link: string, now = new Date()): ShortLinkMade | undefined {
  const found = readKept()[fragmentOf(link)];
  return found && found.expiresAt > now.toISOString() ? found : undefined;
}

/**
 * Hands the trip to the server, because the traveller asked for it. The secret to delete it stays on this device.
 * `count` is the traveller's consent to the province's sums.
 */
export async function makeShortLink(link: string, count: boolean): Promise<ShortLinkAnswer> {
  try {
    const response = await fetch('/api/share', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link: fragmentOf(link), ...(count ? { count } : {}) }),
    });
    if (response.status === 429) return { ok: false, reason: 'too-many' };
    if (!response.ok) return { ok: false, reason: 'failed' };
    const { code, secret, expiresAt, counted } = (await response.json()) as Omit<ShortLinkMade, 'url'>;
    const short = { url: `${location.origin}/t/${code}`, code, secret, expiresAt, counted: counted === true };
    writeKept({ ...readKept(), [fragmentOf(link)]: short });
    return { ok: true, short };
  } catch {
    return { ok: false, reason: 'failed' };
  }
}

export async function removeShortLink({ code, secret }: ShortLinkMade, link: string): Promise<boolean> {
  try {
    const response = await fetch(`/api/share/${code}`, { method: 'DELETE', headers: { 'x-secret': secret } });
    // Gone is gone, whoever did it.
    if (!response.ok && response.status !== 404) return false;
    const { [fragmentOf(link)]: _, ...rest } = readKept();
    writeKept(rest);
    return true;
  } catch {
    return false;
  }
}

const fragmentOf = (link: string): string => link.slice(link.indexOf('#') + 1);

function readKept(): Kept {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Kept;
  } catch {
    return {};
  }
}

function writeKept(kept: Kept): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(kept));
  } catch {
    // The link works all the same; only deleting it early needs the secret.
  }
}
