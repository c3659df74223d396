import { DomainError, NotFound } from '../shared/domain-error.ts';
import type { Route } from '../shared/http/route.ts';
import { methodsOf } from './path-match.ts';

/** The path is there, but not under this method; `Allow` says under which. */
export class MethodNotAllowed extends DomainError {
  override name = 'MethodNotAllowed';
  constructor(allowed: readonly string[]) {
    const allow = allowed.join(', ');
    super('method', 'method-not-allowed', `This path answers to ${allow}.`, { headers: { allow } });
  }
}

/** Refuses what no route took: throws `MethodNotAllowed` for a known path, `NotFound` for any other. */
export const refuseUnmatched =
  (routes: readonly Route[]) =>
  async ({ method, path }: { readonly method: string; readonly path: string }): Promise<never> => {
    const allowed: readonly string[] = methodsOf(routes, path);
    if (allowed.length > 0 && !allowed.includes(method)) throw new MethodNotAllowed(allowed);
    throw new NotFound();
  };
