import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'; // prettier-ignore

/** Crockford's base 32: no letters that look like digits, so that a code on paper can be typed. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Sixteen characters in four groups: 80 random bits. */
export function newInvitationCode(): string {
  return groups(Array.from(randomBytes(16), (byte) => ALPHABET[byte & 31]).join(''));
}

const groups = (text: string) => (text.match(/.{1,4}/g) ?? []).join('-');

/** Small letters, missing hyphens and look-alikes are forgiven. */
export function readInvitationCode(text: string): string {
  return text.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1').slice(0, 64); // prettier-ignore
}

/** Codes of 80 bits and more need no slow hash: nobody can try them all. */
export const hashLongCode = (code: string): string =>
  createHash('sha256')
    .update(`invitation:${readInvitationCode(code)}`)
    .digest('hex');

export const newSignInCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0');

export const newRecoveryCode = (): string =>
  groups(Array.from(randomBytes(12), (byte) => ALPHABET[byte & 31]).join(''));

/** The secret in separate keys for separate uses. */
export function keysOf(secret: string) {
  const key = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `tripmap:${use}`, 32));
  const hashKey = key('short codes');
  const sealKey = key('second factors');
  return {
    /** Keyed, because six digits and addresses could be tried out against a plain hash. */
    hash: (use: string, text: string): string => createHmac('sha256', hashKey).update(`${use}:${text}`).digest('hex'),
    /** AES-256-GCM: a copy of the database alone shows no authenticator secret. */
    seal(text: string): string {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv);
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
    },
    unseal(sealed: string): string {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
    },
  };
}
export type Keys = ReturnType<typeof keysOf>;

export const sameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
