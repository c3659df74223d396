/**
 * What CloudFront runs before it looks for an answer, in its JavaScript runtime 2.0: one script without imports, whose
 * `handler` gets the viewer's request and gives it back. The rules of paths are those of the page server, as they stand there.
 */
import { documentOf } from './headers.ts';

/** Paths of pages lead to the document that shows them; paths of files stay. */
export const pagesFunction = (): string => `const documentOf = ${documentOf.toString()};
function handler(event) {
  const request = event.request;
  const document = documentOf(request.uri);
  if (document !== undefined) request.uri = document;
  return request;
}
`;

/** Where the API stands on the pages' host. */
export const API_PREFIX = '/api';
/** Who asks, as the edge sees them; the API believes it where the key of the edge comes along. */
export const VIEWER_HEADER = 'x-viewer-address';
export const EDGE_KEY_HEADER = 'x-origin-key';

/** Requests for the API lose the prefix, and are told who asks; what a viewer said of that is replaced. */
export const apiFunction = (): string => `function handler(event) {
  const request = event.request;
  if (request.uri === '${API_PREFIX}') request.uri = '/';
  if (request.uri.startsWith('${API_PREFIX}/')) request.uri = request.uri.slice(${API_PREFIX.length});
  request.headers['${VIEWER_HEADER}'] = { value: event.viewer.ip };
  return request;
}
`;
