import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { build, createServer, type Plugin, type PreviewServer, preview, type ViteDevServer } from 'vite';
import { documentOf, type PageOrigins, pageHeaders } from './edge/headers.ts';

export interface PagesInput {
  /** Base of the API, without a trailing slash; the pages call it as `/api`. */
  readonly apiUrl: string;
  /** Of the pages; a taken one is an error. */
  readonly port: number;
  /** Folders whose files are served below a path, until something else serves them. */
  readonly media: Readonly<Record<`/media/${string}`, readonly string[]>>;
  /** Origins of files, as of the bucket of exports. */
  readonly files?: readonly string[];
  /** Serves what `npm run build` made instead of the sources. */
  readonly built?: boolean;
}

const configFile = join(import.meta.dirname, 'vite.config.ts');

/** Builds the pages into dist/web, as they are deployed: also where a test asks, whose own NODE_ENV would take React's other build. */
export async function buildPages(): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ configFile, logLevel: 'warn' });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

/** Serves the pages on localhost. Out: their address without a trailing slash, and how to stop. Throws where the port is taken. */
export async function servePages(input: PagesInput): Promise<{ url: string; close(): Promise<void> }> {
  const { apiUrl, port, built = false, files = [] } = input;
  const { origin, pathname } = new URL(apiUrl);
  const shared = {
    configFile,
    logLevel: 'warn',
    clearScreen: false,
  } as const;
  const common = {
    host: 'localhost',
    port,
    strictPort: true,
    proxy: {
      '/api': { target: origin, rewrite: (path: string) => pathname + path.slice('/api'.length) },
      // For search engines, and uploaded pictures: the API serves them.
      ...Object.fromEntries(
        ['/sitemap.xml', '/robots.txt'].map((path) => [path, { target: origin, rewrite: () => pathname + path }]),
      ),
      '/media/': { target: origin, rewrite: (path: string) => pathname + path },
    },
  };
  const server = built
    ? await preview({ ...shared, plugins: [edge({ files }, input.media)], preview: common })
    : await development(shared, common, files, input.media);
  return { url: `http://localhost:${port}`, close: () => server.close() };
}

async function development(
  shared: object,
  common: object,
  files: readonly string[],
  media: PagesInput['media'],
): Promise<ViteDevServer> {
  // Vite puts styles and a script into the page; the nonce is how the policy knows them.
  const nonce = randomBytes(16).toString('base64url');
  const server = await createServer({
    ...shared,
    html: { cspNonce: nonce },
    plugins: [edge({ files, nonce }, media)],
    server: common,
  });
  await server.listen();
  return server;
}

const TYPES: Readonly<Record<string, string>> = { '.webp': 'image/webp' };

/** Answers as the edge does in production: documents by their path, headers of pages, pictures. */
function edge(origins: PageOrigins, media: PagesInput['media']): Plugin {
  const answered = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const found = Object.entries(media).find(([prefix]) => path.startsWith(prefix));
    if (found) {
      await sendPicture(response, path.slice(found[0].length), found[1]);
      return true;
    }
    if (path.startsWith('/api/')) return false;
    if (request.headers['sec-fetch-dest'] === 'document' || request.headers.accept?.includes('text/html')) {
      for (const [name, value] of Object.entries(pageHeaders(path, origins))) response.setHeader(name, value);
      response.setHeader('cache-control', 'no-cache');
      const document = documentOf(path);
      if (document) request.url = document;
    }
    return false;
  };
  const use = ({ middlewares }: ViteDevServer | PreviewServer) => {
    middlewares.use((request, response, next) => {
      // oxlint-disable-next-line promise/no-callback-in-promise -- the server's own interface
      answered(request, response).then((done) => done || next(), next);
    });
  };
  return { name: 'edge', configureServer: use, configurePreviewServer: use };
}

/** A path that leads out of its folder is no picture. */
const FILE = /^\/[a-z0-9-]+(\.[a-z-]+)*\.webp$/;

async function sendPicture(response: ServerResponse, file: string, folders: readonly string[]): Promise<void> {
  if (FILE.test(file)) {
    for (const folder of folders) {
      const bytes = await readFile(join(folder, file)).catch(() => undefined);
      if (!bytes) continue;
      response.writeHead(200, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'cache-control': 'public, max-age=3600',
        'x-content-type-options': 'nosniff',
      });
      response.end(bytes);
      return;
    }
  }
  response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such picture.');
}
