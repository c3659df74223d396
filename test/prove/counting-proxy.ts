import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { matchesPath } from '../../functions/edge/path-match.ts';
import { apiRoutes } from '../../functions/edge/routes.ts';
import { type Route, routeKey } from '../../functions/shared/http/route.ts';

/** An operation: a route under one of its names. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly route: Route;
}

export const operations: readonly Operation[] = apiRoutes.flatMap((route) =>
  [route, ...(route.aliases ?? [])].map((named) => ({
    name: routeKey(named),
    method: named.method,
    path: named.path,
    route,
  })),
);

const placeholders = ({ path }: Operation): number => path.split('{').length;
/** `/docs/{asset}` takes what nothing more exact takes. */
const exactFirst = operations.toSorted((a, b) => placeholders(a) - placeholders(b));

export interface Answers {
  /** Where to send requests instead of the API’s own address. */
  readonly url: string;
  /** Requests so far, to whatever path. */
  total(): number;
  /** How often each status was answered, over all operations. */
  byStatus(): Readonly<Record<string, number>>;
  /** Operations that were answered as their contract says they succeed. */
  succeeded(): ReadonlySet<string>;
  /** What a failing server answered, or did not answer at all, by operation: how often, and the first time. */
  broken(): string[];
  close(): Promise<void>;
}

/** Stands on the loopback before an API, passes everything on as it is, and counts what is answered to which operation. */
export async function countAnswers(apiUrl: string): Promise<Answers> {
  const target = new URL(apiUrl);
  const statuses: Record<string, number> = {};
  const succeeded = new Set<string>();
  const broken = new Map<string, { first: string; times: number }>();

  const note = ({ method = '', url = '' }: IncomingMessage, status: number, body: string) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
    const [path = ''] = url.split('?');
    const operation = exactFirst.find((one) => one.method === method && matchesPath(one.path, path));
    if (operation?.route.success.status === status) succeeded.add(operation.name);
    if (status < 500) return;
    const what = `${operation?.name ?? `${method} elsewhere`}: ${status}`;
    const { first, times } = broken.get(what) ?? { first: `${url} ${body.slice(0, 300)}`, times: 0 };
    broken.set(what, { first, times: times + 1 });
  };

  const pass = (asked: IncomingMessage, answer: ServerResponse) => {
    const path = target.pathname.replace(/\/$/, '') + asked.url;
    const headers = { ...asked.headers, host: target.host };
    const passed = request(
      { hostname: target.hostname, port: target.port, method: asked.method, path, headers },
      (given) => {
        const chunks: Buffer[] = [];
        given.on('data', (chunk: Buffer) => chunks.push(chunk));
        given.on('end', () => {
          const bytes = Buffer.concat(chunks);
          note(asked, given.statusCode ?? 0, bytes.toString());
          answer.writeHead(given.statusCode ?? 502, given.rawHeaders).end(bytes);
        });
      },
    );
    passed.on('error', (error) => {
      note(asked, 599, error.message);
      answer.destroy();
    });
    asked.pipe(passed);
  };

  // Fuzzers ask with longer lines than Node takes by itself.
  const server = createServer({ maxHeaderSize: 2 ** 20 }, pass).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    total: () => Object.values(statuses).reduce((sum, count) => sum + count, 0),
    byStatus: () => statuses,
    succeeded: () => succeeded,
    broken: () => [...broken].map(([what, { first, times }]) => `${what}, ${times} times, first ${first}`),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
