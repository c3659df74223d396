import { type Route, servedKeysOf } from '../shared/http/route.ts';

/** Decoded as far as it can be: a segment with a broken escape stands for itself. */
function segmentsOf(path: string): string[] {
  return path.split('/').map((segment) => {
    try {
      return decodeURIComponent(segment);
    } catch {
      return segment;
    }
  });
}

/**
 * Whether a path is one that a template describes, segment by segment: `{name}` stands for exactly one segment that
 * is not empty, anything else for itself. A trailing slash is another path.
 */
export function matchesPath(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = segmentsOf(path);
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => (/^\{.+\}$/.test(segment) ? given[index] !== '' : segment === given[index]))
  );
}

/** The methods under which a path is served, aliases and HEAD included, in alphabetical order; none if it does not exist. */
export function methodsOf(routes: readonly Route[], path: string): string[] {
  const served = routes.flatMap(servedKeysOf).map((key) => key.split(' '));
  return [...new Set(served.flatMap(([method = '', at = '']) => (matchesPath(at, path) ? [method] : [])))].sort();
}
