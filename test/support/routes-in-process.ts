import { api, on, type Request } from '../../functions/shared/http/api.ts';
import type { ApiPorts } from '../../functions/shared/http/api-ports.ts';
import type { Route } from '../../functions/shared/http/route.ts';
import { send } from './pipeline.ts';
import { type SampledRoute, type SampleRequest, sampledRoutes } from './sample-requests.ts';

/** A route under one of its names, with a pipeline of its own. */
export interface NamedRoute extends SampledRoute {
  /** Sends it through the pipeline; the use case behind it answers its contract’s example. */
  ask(request?: Partial<SampleRequest> & { readonly raw?: string }): Promise<Answered>;
}

export type Answered = Awaited<ReturnType<typeof send>>;

const ADMIN = { userId: 'usr_01KAK0V5T2M3N4P5Q6R7S8T9VW', role: 'admin', expiresAt: 0, signInId: undefined } as const;

/** Lets everybody in, as an admin, and remembers nothing. */
const openDoors: ApiPorts = {
  tokens: { verify: async () => ADMIN },
  users: { current: async () => ({ role: 'admin', disabled: false }) },
  trail: { refused: async () => {} },
  browsers: { origins: ['https://shop.example.com'], csrfBelongs: async () => true },
  attempts: { take: async () => async () => {} },
  replies: { find: async () => undefined, keep: () => ({ kind: 'delete', table: 'none', key: { pk: '', sk: '' } }) },
  apiUrl: 'https://api.example.com',
};

const SIGNED_IN = { authorization: 'Bearer token', cookie: '__Host-refresh=session', 'x-csrf-token': 'csrf' };

/** What stands around a route instead of open doors, and what its use case does before it answers. */
export interface Circumstances extends ApiPorts {
  readonly before?: (request: Request, route: Route) => unknown;
}

/** Every name of every route, each with its own pipeline. In: routes as contracts declare them. */
export const routesInProcess = (routes: readonly Route[], circumstances: Circumstances = {}): NamedRoute[] =>
  sampledRoutes(routes).map((route) => inProcess(route, circumstances));

function inProcess(sampled: SampledRoute, { before, ...ports }: Circumstances): NamedRoute {
  const { name, route, answer } = sampled;
  const sample = { ...sampled.sample, headers: { ...SIGNED_IN, ...sampled.sample.headers } };
  const handler = api(
    [
      on(route, (async (request: Request) => {
        await before?.(request, route);
        request.once(answer as never);
        return answer;
      }) as never),
    ],
    { ...openDoors, ...ports },
  );
  return {
    ...sampled,
    sample,
    ask: ({ raw: text, ...given } = {}) => {
      const { body, ...request } = { ...sample, ...given };
      return send(handler, name, {
        ...request,
        ...(sampled.raw ? { raw: text ?? String(body) } : { body, raw: text }),
      });
    },
  };
}
