import { beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { guards } from '../../../functions/identity/guards.ts';
import { DomainError, NotFound } from '../../../functions/shared/domain-error.ts';
import { api } from '../../../functions/shared/http/api.ts';
import { permissionsOf, type Role } from '../../../functions/shared/http/permissions.ts';
import {
  type Access,
  customer,
  defineRoute,
  everyone,
  permitted,
  type Route,
  routeKey,
  routeKeysOf,
} from '../../../functions/shared/http/route.ts';
import { cognitoTokens } from '../../../functions/shared/http/tokens.cognito.ts';
import { idSchema } from '../../../functions/shared/ids.ts';
import { contracts } from '../../support/contracts.ts';
import { undocumented } from '../../support/documented.ts';
import { clock } from '../../support/entries-in-memory.ts';
import {
  type Actor,
  type ActorName,
  type Answered,
  type Asked,
  ask,
  bringUpEntries,
  logins,
  NOTHING,
  type Person,
  PUBLIC_THINGS,
  people,
  requestOf,
  served,
  setting,
  store,
  TABLES,
} from '../../support/world.ts';

/*
 * The matrix of T1 and T2: every operation under every name, by everybody, on what is their own, on what is somebody else's,
 * on nothing. It is made from the contracts and runs the real entries.
 */
// The forged tokens of the matrix load the verifier before the entries do.
vi.mock('../../../functions/shared/http/pool-keys.https.ts', async () => {
  const { keysAt } = await import('../../support/world.ts');
  return { poolKeys: keysAt };
});
vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

/** What an answer says about who may; `in` is every answer that is about the request itself. */
type Verdict =
  | 'in'
  | 'no token'
  | 'forbidden'
  | 'absent'
  | 'no session'
  | 'forged'
  | 'unsigned'
  | 'broken'
  | 'malformed';

function verdictOf({ status, code }: Answered): Verdict {
  if (status >= 500) return 'broken';
  switch (code) {
    case 'invalid-token':
      return status === 401 ? 'no token' : 'in';
    case 'forbidden':
      return 'forbidden';
    case 'not-found':
      return 'absent';
    case 'not-signed-in':
      return 'no session';
    case 'csrf':
      return 'forged';
    case 'invalid-signature':
      return 'unsigned';
    case 'invalid-request':
    case 'malformed-json':
      return 'malformed';
    default:
      return 'in';
  }
}

type Target = 'own' | 'foreign' | 'absent';

/** The role that a token of somebody's says, and the one that counts; nothing for a token that is none. */
const ROLES: Readonly<Partial<Record<ActorName, { readonly claimed: Role; readonly present: Role }>>> = {
  customer: { claimed: 'customer', present: 'customer' },
  'other customer': { claimed: 'customer', present: 'customer' },
  operator: { claimed: 'operator', present: 'operator' },
  organizer: { claimed: 'organizer', present: 'organizer' },
  staff: { claimed: 'staff', present: 'staff' },
  admin: { claimed: 'admin', present: 'admin' },
  disabled: { claimed: 'customer', present: 'customer' },
  'former staff': { claimed: 'staff', present: 'customer' },
  'new staff': { claimed: 'customer', present: 'staff' },
};

/** What is shown to its owner and to whoever may read everybody's. */
const STAFF_SEE_ALL: Readonly<Record<string, string>> = {
  getOrderTimeline: 'orders:read',
  getQuote: 'quotes:review',
  getUpload: 'quotes:review',
};
/** What a link opens and nobody's sign-in does; here the link is wrong. */
const BY_LINK = new Set(['continuePayment']);

/** What the contract's access promises. */
function expected({ access, operationId }: Route, { name }: Pick<Actor, 'name'>, target: Target): readonly Verdict[] {
  const role = ROLES[name];
  const hasRole = role !== undefined;
  const shows = name !== 'anonymous' && name !== 'unverified' && name !== 'service';
  switch (access.kind) {
    case 'public':
      return BY_LINK.has(operationId) ? ['absent'] : ['in'];
    case 'optional':
      // A customer's token shows nothing more; whose it is, is not looked up.
      return shows && !hasRole && name !== 'erased' ? ['no token'] : ['in'];
    case 'customer': {
      // Who was shut out or has left a moment ago is refused at once, not only once the token has expired.
      if (!hasRole || name === 'disabled') return ['no token'];
      const permission = STAFF_SEE_ALL[operationId];
      const may = (one: Role) => permission !== undefined && (permissionsOf(one) as string[]).includes(permission);
      const seesAll = target === 'foreign' && may(role.claimed) && may(role.present);
      const owned = target === 'own' || seesAll ? 'in' : 'absent';
      return [owned];
    }
    case 'permission':
      if (!hasRole || name === 'disabled') return ['no token'];
      if (role.claimed !== role.present || !permissionsOf(role.present).includes(access.permission))
        return ['forbidden'];
      return [target === 'absent' ? 'absent' : 'in'];
    case 'cookie':
      if (target === 'foreign') return ['forged'];
      if (target === 'absent' || !hasRole) return ['no session'];
      return name === 'disabled' || role.claimed !== role.present ? ['in', 'no session'] : ['in'];
    case 'service':
      return [name === 'service' ? 'in' : 'forbidden'];
    case 'signed':
      return ['unsigned', 'absent'];
  }
}

/** What lies with its owner, so that somebody else's cannot even be seen to be there. */
const KEPT_BY_OWNER = /addressId|exportId/;

/** What the trail is told of an answer. */
function trailed({ access, path }: Route, verdict: Verdict, target: Target): string | undefined {
  // The example's token is none.
  if (access.kind === 'service' && verdict === 'in') return 'auth.token.rejected';
  if (verdict === 'no token') return 'auth.token.rejected';
  if (verdict === 'forged') return 'auth.access.unauthorized';
  if (verdict === 'forbidden' && access.kind === 'permission') return 'auth.permission.denied';
  if (verdict === 'absent' && access.kind === 'customer' && target === 'foreign' && !KEPT_BY_OWNER.test(path))
    return 'auth.access.unauthorized';
  return undefined;
}

/** What is remembered of requests, and is nobody's thing. */
const NOTES = /^(REFUSAL|ATTEMPTS|LOGIN|REPLIES)#/;
const things = () =>
  JSON.stringify(TABLES.map((table) => store.items(table).filter(({ pk }) => !NOTES.test(String(pk)))));
const refusals = (): string[] =>
  store.items('identity').flatMap(({ pk, type }) => (String(pk).startsWith('REFUSAL#') ? [String(type)] : []));

const placeholders = (path: string): string[] => [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => name ?? '');

/** What is anybody's to read, and tells nobody whose it is. */
const SHOWN_TO_ALL = new Set(['reviewId']);
/** What says something of a person, in whatever answer it stands. */
const tracesOf = ({ id, email, things }: Person): string[] => [
  id,
  email,
  ...[...things].flatMap(([name, thing]) => (SHOWN_TO_ALL.has(name) ? [] : [thing])),
];

/** Traces of everybody but who asks, in an answer. */
function tracesOfOthers({ actors, owner }: World, { user }: Actor, { bytes }: Answered): string[] {
  const others = new Set([owner, ...actors.flatMap((actor) => actor.user ?? [])].filter(({ id }) => id !== user?.id));
  return [...others].flatMap(tracesOf).filter((trace) => bytes.includes(trace));
}

interface Cell {
  readonly key: string;
  readonly actor: Actor;
  readonly target: Target;
}

interface World {
  readonly actors: readonly Actor[];
  readonly owner: Person;
  /** What there is, to be compared. */
  readonly things: string;
  readonly restore: () => void;
}

function asks({ key, actor, target }: Cell, route: Route, { owner }: World): Asked {
  const [, path = ''] = key.split(' ');
  const named = target === 'absent' ? NOTHING : target === 'own' && actor.user ? actor.user.things : owner.things;
  const params = placeholders(path).map((name) => [name, PUBLIC_THINGS.get(name) ?? named.get(name)] as const);
  const unknown = params.filter(([, value]) => value === undefined).map(([name]) => name);
  if (unknown.length > 0) {
    throw new Error(
      `${key} names ${unknown.join(' and ')}, of which nobody has one: add what makes one to MADE, and an id of nothing to NOTHING (or one that everybody may name to PUBLIC_THINGS), in test/support/world.ts`,
    );
  }
  const { body, query } = requestOf(route, key, actor.user);
  const holdsSession = ROLES[actor.name] !== undefined;
  const cookies = {
    own: holdsSession ? actor.user?.cookies : {},
    foreign: { session: owner.cookies.session, csrf: (holdsSession && actor.user?.cookies.csrf) || 'guessed' },
    absent: {},
  }[target];
  return {
    token: actor.token,
    ...(route.access.kind === 'cookie' ? { cookies } : {}),
    params: Object.fromEntries(params) as Record<string, string>,
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    signed: actor.name === 'service',
  };
}

/** What to add, and where, when a request of the matrix is not even looked at. */
const hint = (verdict: Verdict, { operationId }: Route): string =>
  verdict === 'malformed' || verdict === 'absent'
    ? `; where the example of the contract is no real request, or names what is not there, add one for ${operationId} to REQUESTS in test/support/world.ts`
    : '';

/** Every cell of a route under one of its names; answers those that are wrong, and how many there were. */
async function judge(key: string, world: World): Promise<{ cells: number; wrong: string[] }> {
  const { route, handler } = served.get(key) ?? {};
  if (!route || !handler) return { cells: 1, wrong: [`${key}: nobody serves it`] };
  const wrong: string[] = [];
  let cells = 0;
  const several = route.access.kind === 'cookie' || placeholders(key).some((name) => !PUBLIC_THINGS.has(name));
  for (const actor of world.actors) {
    const answers = new Map<Target, Answered>();
    for (const target of several ? (['own', 'foreign', 'absent'] as const) : (['own'] as const)) {
      cells += 1;
      world.restore();
      clock.nextMinute();
      const answer = await ask(key, asks({ key, actor, target }, route, world), handler);
      answers.set(target, answer);
      const verdict = verdictOf(answer);
      const cell = `${key} by ${actor.name}, ${target}`;
      const maySeeOthers = verdict === 'in' && (route.access.kind === 'permission' || target === 'foreign');
      if (!maySeeOthers) {
        wrong.push(...tracesOfOthers(world, actor, answer).map((trace) => `${cell}: shows ${trace} of somebody else`));
      }
      wrong.push(...undocumented(key, answer).map((what) => `${cell}: the document knows nothing of ${what}`));
      if (!expected(route, actor, target).includes(verdict)) {
        wrong.push(
          `${cell}: ${verdict} instead of ${expected(route, actor, target).join(' or ')} (${answer.status} ${answer.code})${hint(verdict, route)}`,
        );
      } else {
        const told = refusals();
        const due = trailed(route, verdict, actor.user || !several ? target : 'foreign');
        if (told.join() !== (due ?? ''))
          wrong.push(`${cell}: the trail was told ${told.join() || 'nothing'}, not ${due}`);
        if (verdict !== 'in' && things() !== world.things) wrong.push(`${cell}: refused, and something has changed`);
      }
    }
    const [foreign, absent] = [answers.get('foreign'), answers.get('absent')];
    if (foreign && absent && verdictOf(foreign) === 'absent' && foreign.bytes !== absent.bytes) {
      wrong.push(`${key} by ${actor.name}: foreign and absent differ`);
    }
  }
  return { cells, wrong };
}

await bringUpEntries();
const routes = (await contracts())
  .filter(({ context }) => context !== 'sandbox-gateway')
  .flatMap(({ routes }) => routes);
const keys = routes.flatMap((route) => routeKeysOf(route).map((key) => [key, route.operationId] as const));

let world: World;
beforeAll(async () => {
  const { actors, owner } = await people();
  const [items, accounts] = [store.snapshot(), logins.snapshot()];
  world = {
    actors,
    owner,
    things: things(),
    restore: () => {
      items();
      accounts();
    },
  };
}, 60_000);

let total = 0;
describe('who may call', () => {
  test.each(keys)(
    '%s (%s): exactly whom the contract names, on what is theirs [AUT-21, AUT-22, AUT-23, AUT-25]',
    async (key) => {
      const { cells, wrong } = await judge(key, world);
      total += cells;
      expect(wrong).toEqual([]);
    },
  );

  test('was asked in 1,500 cells and more', () => {
    console.log(
      `access matrix: ${keys.length} names of ${routes.length} operations, ${world.actors.length} actors, ${total} cells`,
    );
    expect(total).toBeGreaterThanOrEqual(1_500);
  });
});

describe('a change', () => {
  const decided = routes
    .filter(({ ifMatch }) => ifMatch !== undefined)
    .flatMap((route) => routeKeysOf(route).map((key) => [key, route] as const));

  test.each(decided)('%s that names a version that never was changes nothing [BFF-09]', async (key, route) => {
    const actor = world.actors.find(({ name }) => name === (route.access.kind === 'permission' ? 'admin' : 'customer'));
    if (!actor) throw new Error('There is nobody to ask');
    world.restore();
    const asked = asks({ key, actor, target: 'own' }, route, world);
    const answers = [await ask(key, { ...asked, ifMatch: '"0"' }), await ask(key, { ...asked, ifMatch: 'nonsense' })];
    expect(answers.map(({ status, code }) => [status, code])).toEqual([
      [412, 'changed-meanwhile'],
      [412, 'changed-meanwhile'],
    ]);
    expect(things()).toBe(world.things);
  });
});

describe('the matrix sees', () => {
  const Planted = defineRoute({
    operationId: 'planted',
    method: 'GET',
    path: '/planted/{orderId}',
    access: customer,
    tag: 'Test',
    summary: 'What is wrong on purpose',
    params: z.strictObject({ orderId: idSchema('ord') }),
    success: { status: 200, description: 'Something', body: z.object({}) },
    problems: [],
  });
  const key = routeKey(Planted);
  const pool = { userPoolId: setting('USER_POOL_ID'), clientId: setting('USER_POOL_CLIENT_ID') };
  const ports = { tokens: cognitoTokens(pool), ...guards(store, 'identity', clock) };

  /** What is wrong with the planted route, served by this use case and behind this access. */
  async function found(handle: () => Promise<object>, access: Access = customer): Promise<string> {
    const handler = api([{ route: { ...Planted, access }, handle }], ports);
    served.set(key, { route: Planted, handler });
    const { wrong } = await judge(key, world);
    served.delete(key);
    return wrong.join('\n');
  }

  test('a path that names a thing that nobody has: it says where to add one', async () => {
    const Unknown = { ...Planted, path: '/planted/{gadgetId}' };
    served.set(routeKey(Unknown), {
      route: Unknown,
      handler: api([{ route: Unknown, handle: async () => ({}) }], ports),
    });
    const judged = judge(routeKey(Unknown), world).finally(() => served.delete(routeKey(Unknown)));
    await expect(judged).rejects.toThrow(/gadgetId.*MADE.*test\/support\/world\.ts/);
  });

  test('a request that is not even looked at: it says where to add a real one', async () => {
    const refused = await found(async () => {
      throw new DomainError('invalid', 'invalid-request', 'A field is missing.');
    });
    expect(refused).toContain('add one for planted to REQUESTS in test/support/world.ts');
  });

  test('a use case that does not ask whose it is', async () => {
    expect(await found(async () => ({}))).toContain('by customer, foreign: in instead of absent');
  });

  test('a use case that shows everybody’s beside what is the caller’s own', async () => {
    const shown = await found(async () => ({ items: store.items('orders'), asked: world.owner.email }));
    const { owner } = world;
    expect(shown).toContain(`by customer, own: shows ${owner.things.get('orderId')} of somebody else`);
    expect(shown).toContain(`by customer, absent: shows ${owner.email} of somebody else`);
  });

  test('a refusal that says whose it is', async () => {
    const refused = await found(async () => {
      throw new DomainError('missing', 'not-found', `This belongs to ${world.owner.id}.`);
    });
    expect(refused).toContain(`by customer, foreign: shows ${world.owner.id} of somebody else`);
  });

  test('a use case that refuses the owner too, and does not tell the trail of anybody else', async () => {
    const nobodys = await found(async () => {
      throw new NotFound();
    });
    expect(nobodys).toContain('by customer, own: absent instead of in');
    expect(nobodys).toContain('by customer, foreign: the trail was told nothing');
  });

  test('a route that is served behind another access than its contract names', async () => {
    expect(await found(async () => ({}), everyone)).toContain('by anonymous, own: in instead of no token');
    expect(await found(async () => ({}), permitted('orders:read'))).toContain(
      'by customer, own: forbidden instead of in',
    );
  });

  test('nothing of a route without an access: its entry does not come up', () => {
    const { access: _, ...unguarded } = Planted;
    expect(() => api([{ route: unguarded as unknown as Route, handle: async () => ({}) }], ports)).toThrow(TypeError);
  });
});
