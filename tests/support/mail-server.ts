import { createServer, type AddressInfo } from 'node:net';

/** A mail server that takes everything and remembers it (RFC 5321, the least of it). */
export async function startMailServer() {
  let received = '';
  const server = createServer((socket) => {
    let inData = false;
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      const text = chunk.toString('utf8');
      received += text;
      if (inData) {
        if (received.endsWith('\r\n.\r\n')) {
          inData = false;
          socket.write('250 taken\r\n');
        }
      } else if (text.startsWith('DATA')) {
        inData = true;
        socket.write('354 go on\r\n');
      } else if (text.startsWith('QUIT')) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => received,
    /** What arrived since the last time. */
    take() {
      const taken = received;
      received = '';
      return taken;
    },
    stop: () => server.close(),
  };
}
