import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

type CborKey = string | number;
type Cbor = number | string | Uint8Array | Map<CborKey, Cbor>;

/** Just enough of CBOR (RFC 8949) for a passkey. */
function cbor(value: Cbor): Buffer {
  const head = (major: number, n: number) => {
    if (n < 24) return Buffer.from([(major << 5) | n]);
    return n < 256 ? Buffer.from([(major << 5) | 24, n]) : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
  };
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Map)
    return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)])]);
  return Buffer.concat([head(2, value.length), value]);
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();
const b64 = (data: Uint8Array | string) => Buffer.from(data).toString('base64url');

/** A passkey in software (WebAuthn level 3, ES256, attestation "none"): what a phone does behind its lock. */
export function createAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  let counter = 0;

  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authData = (rpId: string, unlocked: boolean, credential?: Buffer) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(++counter);
    // flags: user present, user verified, credential attached
    const flags = 1 | (unlocked ? 4 : 0) | (credential === undefined ? 0 : 0x40);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, credential ?? Buffer.alloc(0)]);
  };

  return {
    register(options: { challenge: string; rp: { id: string } }, unlocked = true) {
      const key = cbor(new Map<CborKey, Cbor>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]])); // prettier-ignore
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, key]);
      const attestation = cbor(new Map<CborKey, Cbor>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData(options.rp.id, unlocked, credential)]])); // prettier-ignore
      return {
        id: b64(id),
        rawId: b64(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: b64(clientData('webauthn.create', options.challenge)),
          attestationObject: b64(attestation),
          transports: ['internal'],
        },
      };
    },
    unlock(options: { challenge: string; rpId: string }, unlocked = true) {
      const data = clientData('webauthn.get', options.challenge);
      const auth = authData(options.rpId, unlocked);
      const signature = sign('sha256', Buffer.concat([auth, sha256(data)]), privateKey);
      return {
        id: b64(id),
        rawId: b64(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: b64(data), authenticatorData: b64(auth), signature: b64(signature) },
      };
    },
  };
}
