import { DomainError } from '../shared/domain-error.ts';
import type { Request, UseCase } from '../shared/http/api.ts';
import type { Route } from '../shared/http/route.ts';
import { type Secret, sameText } from '../shared/signatures.ts';

export class InvalidApiKey extends DomainError {
  override name = 'InvalidApiKey';
  constructor() {
    super('unauthenticated', 'invalid-api-key', 'The API key is missing or wrong.');
  }
}

/**
 * In: the API key's secret and a use case. Out: the use case for callers that send `Authorization: Bearer <key>`, with
 * the current key or the one before it. Throws `InvalidApiKey` for the rest, before anything is looked at.
 */
export const merchantOnly =
  (apiKey: Secret) =>
  <R extends Route>(handle: UseCase<R>): UseCase<R> =>
  async (request: Request<R>) => {
    const given = /^Bearer (\S+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
    const { current, previous } = await apiKey();
    const isValid = [current, previous].some((key) => key !== undefined && sameText(key, given));
    if (!isValid) throw new InvalidApiKey();
    return handle(request);
  };
