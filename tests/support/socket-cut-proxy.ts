import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * A road to the server that can be cut like a cable: every open socket is destroyed and new ones are refused, so no
 * part of the browser can know it is a test. It notes what passed, and can put another text in place of an answer.
 */
export type CutProxy = {
  origin: string;
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** Paths asked for, in order. */
  readonly asked: string[];
  /** Changes the body of an answer; undefined leaves it. */
  rewrite: (path: string, body: string) => string | undefined;
  /** Asks the server for another address than the browser did. */
  readdress: (path: string) => string;
  /** Holds answers back by so many milliseconds. */
  delayMs: (path: string) => number;
  /** What all answers together get, bytes a second: a bad line is shared by whoever uses it. */
  bytesPerSecond: number;
  close(): Promise<void>;
};

const PIECE = 4096;

export async function openCutProxy(target: string): Promise<CutProxy> {
  const upstream = new URL(target);
  const sockets = new Set<Socket>();
  let server: Server;
  let port = 0;
  const proxy: Omit<CutProxy, 'origin'> = {
    asked: [],
    rewrite: () => undefined,
    readdress: (path) => path,
    delayMs: () => 0,
    bytesPerSecond: Infinity,
    async cut() {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((done) => server.close(done));
    },
    restore: () => (server.listening ? Promise.resolve() : listen(port)),
    async close() {
      await proxy.cut();
    },
  };

  async function pass(req: IncomingMessage, res: ServerResponse) {
    const path = req.url ?? '/';
    proxy.asked.push(path);
    const wait = proxy.delayMs(path);
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    const headers = { ...req.headers, host: upstream.host, 'accept-encoding': 'identity' };
    // A 304 has no body that could be rewritten.
    delete headers['if-none-match'];
    if (headers.origin) headers.origin = upstream.origin;
    const onward = request(
      { host: upstream.hostname, port: upstream.port, method: req.method, path: proxy.readdress(path), headers },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', () => res.destroy());
        answer.on('end', () => {
          const whole = Buffer.concat(chunks);
          const other = proxy.rewrite(path, whole.toString());
          const body = other === undefined ? whole : Buffer.from(other);
          const passed = { ...answer.headers };
          delete passed['transfer-encoding'];
          if (other !== undefined) delete passed.etag;
          if (req.method !== 'HEAD') passed['content-length'] = String(body.length);
          res.writeHead(answer.statusCode ?? 502, passed);
          if (req.method === 'HEAD') res.end();
          else void trickle(res, body);
        });
      },
    );
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  }

  /** When the line has passed on what it was given so far. */
  let lineFreeAt = 0;
  async function trickle(res: ServerResponse, body: Buffer) {
    let at = 0;
    while (at < body.length && proxy.bytesPerSecond !== Infinity) {
      const now = performance.now();
      lineFreeAt = Math.max(now, lineFreeAt) + (PIECE / proxy.bytesPerSecond) * 1000;
      await new Promise((done) => setTimeout(done, lineFreeAt - now));
      if (res.destroyed) return;
      res.write(body.subarray(at, at + PIECE));
      at += PIECE;
    }
    res.end(body.subarray(at));
  }

  function listen(on: number): Promise<void> {
    server = createServer((req, res) => void pass(req, res));
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    return new Promise((done) => server.listen(on, '127.0.0.1', done));
  }

  await listen(0);
  port = (server!.address() as AddressInfo).port;
  return Object.assign(proxy, { origin: `http://localhost:${port}` });
}
