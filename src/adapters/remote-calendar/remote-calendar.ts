import { lookup as systemLookup } from 'node:dns';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { RemoteCalendar } from '#src/ports/remote-calendar.ts';
import { isPublicAddress } from './public-address.ts';

const MOST_BYTES = 1_000_000;
const TIMEOUT_MS = 8_000;
const MOST_HOPS = 3;

type Answer = Awaited<ReturnType<RemoteCalendar['read']>> | { kind: 'moved'; to: string };

/** Reads feeds over https only. The address is checked where the connection is made, so that no name can turn inward. */
export function createRemoteCalendar(): RemoteCalendar {
  return {
    accepts: (address) => allowedUrl(address)?.href,
    async read(address) {
      let url = address;
      for (let hop = 0; hop <= MOST_HOPS; hop++) {
        const target = allowedUrl(url);
        if (target === undefined) return { kind: 'failed', problem: 'bad-address' };
        const answer = await get(target);
        if (answer.kind !== 'moved') return answer;
        url = URL.canParse(answer.to, target) ? new URL(answer.to, target).href : '';
      }
      return { kind: 'failed', problem: 'no-answer' };
    },
  };
}

/** Plain https addresses on the usual port, without a name and password in them. */
export function allowedUrl(text: string): URL | undefined {
  const https = text.trim().replace(/^webcal:/i, 'https:');
  if (https.length > 600 || !URL.canParse(https)) return undefined;
  const url = new URL(https);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '') return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 ? !isPublicAddress(host) : !host.includes('.') || /\.(?:local|internal|localhost|home|lan)$/.test(host)) return undefined; // prettier-ignore
  return url;
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
    const first = addresses?.[0];
    if (error || first === undefined) return callback(error ?? new Error('no address'), '', 4);
    if (!addresses.every(({ address }) => isPublicAddress(address))) return callback(new NotAllowed(), '', 4);
    if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

class NotAllowed extends Error {}

function get(url: URL): Promise<Answer> {
  return new Promise((resolve) => {
    const end = (answer: Answer) => {
      resolve(answer);
      call.destroy();
    };
    const call = request(
      url,
      {
        lookup: publicLookup,
        headers: { accept: 'text/calendar, text/plain;q=0.5', 'user-agent': 'Tripmap calendar' },
        // One connection for one feed: a pooled one would have been checked for somebody else's name.
        agent: false,
        timeout: TIMEOUT_MS,
      },
      (response) => {
        const { statusCode = 0, headers } = response;
        if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined)
          return end({ kind: 'moved', to: headers.location });
        if (statusCode !== 200) return end({ kind: 'failed', problem: 'no-answer' });
        if (Number(headers['content-length'] ?? 0) > MOST_BYTES) return end({ kind: 'failed', problem: 'too-large' });
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MOST_BYTES) end({ kind: 'failed', problem: 'too-large' });
          else chunks.push(chunk);
        });
        response.on('end', () => end({ kind: 'read', text: Buffer.concat(chunks).toString('utf8') }));
        response.on('error', () => end({ kind: 'failed', problem: 'no-answer' }));
      },
    );
    const whole = setTimeout(() => end({ kind: 'failed', problem: 'no-answer' }), TIMEOUT_MS * 2);
    call.on('close', () => clearTimeout(whole));
    call.on('timeout', () => end({ kind: 'failed', problem: 'no-answer' }));
    call.on('error', (error) =>
      end({ kind: 'failed', problem: error instanceof NotAllowed ? 'not-allowed' : 'no-answer' }),
    );
    call.end();
  });
}
