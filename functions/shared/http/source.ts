/** Where a request came from, for limits and the trail of refusals. */
import { timingSafeEqual } from 'node:crypto';
import type { Headers } from './request-input.ts';

/** What the edge in front of the pages and the API sends along; web/edge/functions.ts has the same names. */
const EDGE_KEY_HEADER = 'x-origin-key';
const VIEWER_HEADER = 'x-viewer-address';

/**
 * The address of whoever asks. Behind the edge every request comes from the edge, which says who asked: that is believed where
 * its key comes along, and from nobody else. In: the address that the gateway saw, the headers, and the keys of the
 * edge, of which the empty ones are none.
 */
export function sourceOf(seen: string, headers: Headers, keys: readonly string[]): string {
  const key = headers[EDGE_KEY_HEADER];
  const viewer = headers[VIEWER_HEADER];
  if (key === undefined || viewer === undefined) return seen;
  return keys.some((edgeKey) => edgeKey !== '' && isSame(edgeKey, key)) ? viewer : seen;
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The keys of the edge in front of this stage, the present one and the one before; none where there is no edge. */
export const edgeKeys = (environment: NodeJS.ProcessEnv = process.env): readonly string[] =>
  [environment['EDGE_KEY'], environment['EDGE_KEY_BEFORE']].flatMap((key) => key || []);
