import type { IncomingMessage } from 'node:http';

export type ReadBody = { kind: 'read'; body: Buffer } | { kind: 'too-large' } | { kind: 'broken-off' };

/** Takes the whole body, up to a limit, before anything else is done with the request. */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  const announced = Number(req.headers['content-length'] ?? 0);
  if (announced > maxBytes) return { kind: 'too-large' };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > maxBytes) return { kind: 'too-large' };
      chunks.push(chunk);
    }
  } catch {
    return { kind: 'broken-off' };
  }
  return { kind: 'read', body: Buffer.concat(chunks, size) };
}
