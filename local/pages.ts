import { join } from 'node:path';
import { servePages } from '@printverse/web/server.ts';
import { OperatorError } from '../tools/operator-error.ts';
import { root } from '../tools/root.ts';
import { publicUrls } from './synth.ts';

/** Pictures of the seeded products and their contour drawings; uploaded pictures have an address of their own. */
const SEED_MEDIA = {
  '/media/products': [join(root, 'local/seed/pictures'), join(root, 'local/seed/drawings')],
} as const;

/**
 * Where pages on a port are, if their sessions can work: cookies reach the API from its own host alone, and pages are on
 * localhost. In: the cloud's endpoint and the port. Out: the address without a trailing slash. Throws `OperatorError`.
 */
export function pagesUrl(endpoint: string, port: number): string {
  const { hostname } = new URL(publicUrls(endpoint).api);
  if (hostname !== 'localhost') {
    throw new OperatorError(
      `The pages run on localhost and the cloud on ${hostname}, where no session would work: set AWS_ENDPOINT_URL to an address on localhost.`,
    );
  }
  return `http://localhost:${port}`;
}

/** Serves the pages of a running shop. Throws `OperatorError` where the port is taken. */
export async function openPages({
  apiUrl,
  endpoint,
  port,
  built = false,
}: {
  readonly apiUrl: string;
  /** Of the cloud, as its functions know it: the links to files are signed for that host. */
  readonly endpoint: string;
  readonly port: number;
  readonly built?: boolean | undefined;
}): Promise<{ url: string; close(): Promise<void> }> {
  try {
    return await servePages({
      apiUrl,
      port,
      built,
      media: SEED_MEDIA,
      files: [new URL(apiUrl).origin, new URL(endpoint).origin],
    });
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('already in use'))) throw error;
    throw new OperatorError(
      `Port ${port} of the pages is taken: end what runs there, or start another shop with npm start -- --port <port>.`,
    );
  }
}
