import { once } from 'node:events';
import { createServer } from 'node:http';

/** A loopback server that answers one key set to whoever asks for a pool's. */
export async function serveKeys(): Promise<{ url: string; use(keys: readonly unknown[]): void; close(): void }> {
  let keys: readonly unknown[] = [];
  const server = createServer((_, response) => response.end(JSON.stringify({ keys }))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    use: (given) => {
      keys = given;
    },
    close: () => server.close(),
  };
}
