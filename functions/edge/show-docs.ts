import { Reply, type Request } from '../shared/http/api.ts';
import { DOCS_ASSETS, type ReadDocsAsset } from './contract.ts';
import { docsPage, docsPolicy } from './docs-page.ts';

/** Files that lie beside the function's code. */
export interface Files {
  read(name: string): Promise<string>;
}

const HOUR = 'public, max-age=3600';

/** The document as the build wrote it. */
export const readOpenApi = (files: Files) => async (): Promise<Reply> =>
  new Reply(await files.read('openapi.json'), { 'cache-control': 'public, max-age=60' });

/** The viewer's page. */
export const showDocs = async (): Promise<Reply> =>
  new Reply(docsPage, { 'content-security-policy': docsPolicy, 'cache-control': HOUR });

/** One of the viewer's own files. */
export const readDocsAsset =
  (files: Files) =>
  async ({ params: { asset } }: Request<typeof ReadDocsAsset>): Promise<Reply> =>
    new Reply(await files.read(`docs/${asset}`), { 'content-type': DOCS_ASSETS[asset], 'cache-control': HOUR });
