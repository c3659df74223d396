import { DomainError } from '../domain-error.ts';
import type { Write } from '../store/store.ts';
import { type Result, replyOf, resultOf } from './answer.ts';
import type { ApiPorts, Caller } from './api-ports.ts';
import { type KeptReply, KeyReused, Repeated, requestHashOf } from './replies.ts';
import type { Route } from './route.ts';

/** The writes that keep an answer for its repeats. */
export type Once = (answer: unknown) => Write[];

/** What of a request its repeat is known by. */
interface Keyed {
  readonly caller: Caller | undefined;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
}

/** Answers a repeat of a request by its first answer, byte for byte, where the route honours an Idempotency-Key. */
export async function answeringOnce(
  route: Route,
  { caller, params, query, body, idempotencyKey: key }: Keyed,
  { replies }: ApiPorts,
  work: (once: Once) => Promise<Result>,
): Promise<Result> {
  if (route.idempotencyKey !== 'honoured' || key === undefined || !replies || !caller) return work(() => []);
  const asked = { userId: caller.userId, operationId: route.operationId, key };
  const requestHash = requestHashOf({ params, query, body });
  const answered = ({ requestHash: first, status, headers, body: text }: KeptReply): Result => {
    if (first !== requestHash) throw new KeyReused();
    return { statusCode: status, headers, ...(text === undefined ? {} : { body: text }) };
  };
  const earlier = await replies.find(asked);
  if (earlier) return answered(earlier);
  let kept = false;
  try {
    const result = await work((answer) => {
      kept = true;
      const { statusCode: status = 200, headers, body: text } = resultOf(route, replyOf(answer), undefined);
      return [replies.keep(asked, { requestHash, status, headers: headers as Record<string, string>, body: text })];
    });
    if (!kept) throw new Error(`${route.operationId} honours an Idempotency-Key and did not keep its answer`);
    return result;
  } catch (error) {
    // Beside its twin a repeat may be refused for what that one has just done.
    if (!(error instanceof Repeated || error instanceof DomainError)) throw error;
    const first = await replies.find(asked);
    if (!first) throw error;
    return answered(first);
  }
}
