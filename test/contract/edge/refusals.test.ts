import { basename, join, relative } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test, vi } from 'vitest';
import { apiRoutes } from '../../../functions/edge/routes.ts';
import { DomainError, type Kind } from '../../../functions/shared/domain-error.ts';
import { TooManyAttempts } from '../../../functions/shared/http/attempts.ts';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { problemOf } from '../../../functions/shared/http/problem.ts';
import type { Route } from '../../../functions/shared/http/route.ts';
import { StoreContention, StoreUnavailable } from '../../../functions/shared/store/store.ts';
import { type Entry, findEntries } from '../../../tools/build.ts';
import { root } from '../../../tools/root.ts';
import { documentText, tells, undocumented } from '../../support/documented.ts';
import {
  type Answered,
  type Circumstances,
  type NamedRoute,
  routesInProcess,
} from '../../support/routes-in-process.ts';
import type { SampleRequest } from '../../support/sample-requests.ts';
import { sources } from '../../support/sources.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const { components } = JSON.parse(documentText) as {
  readonly components: { readonly examples: Readonly<Record<string, unknown>> };
};

interface Refusal {
  readonly code: string;
  readonly status: number;
}

/** The refusals that a text of TypeScript or of a bundle makes. */
const refusalsIn = (code: string): Refusal[] =>
  [...code.matchAll(/\b(?:DomainError\w*|super)\(\s*['"]([a-z-]+)['"],\s*['"]([a-z-]+)['"]/g)].map(
    ([, kind, code = '']) => ({ code, status: problemOf(new DomainError(kind as Kind, code, ''), '').body.status }),
  );

/** The refusals that are left in each of these files when it is bundled for a function. */
async function refusalsOf(files: readonly string[]): Promise<(file: string) => Refusal[]> {
  const { outputFiles } = await build({
    entryPoints: [...files],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    treeShaking: true,
    write: false,
    outdir: join(root, 'dist'),
    outbase: root,
    absWorkingDir: root,
    logLevel: 'silent',
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  return (file) => {
    const text = texts.get(join(root, 'dist', relative(root, file)).replace(/[.]ts$/, '.js'));
    if (text === undefined) throw new Error(`${file} was not bundled`);
    return refusalsIn(text);
  };
}

describe('the refusals of the functions', () => {
  test('are made under codes that can be read off the sources [BFF-07]', async () => {
    const made = (await sources('functions/**/*.ts')).flatMap(({ path, text }) => {
      const unread = [...text.matchAll(/new DomainError\(|extends DomainError\b/g)].length - refusalsIn(text).length;
      return unread > 0 ? [path] : [];
    });
    expect(made).toEqual([]);
  });

  test('are documented for a route of the entry that can make them [BFF-07]', async () => {
    // The sandbox gateway is a service of its own, outside of this document.
    const entries = (await findEntries()).filter(
      ({ context, entry }) => /^http|[.]http$/.test(entry) && context !== 'sandbox-gateway',
    );
    const pipeline = join(root, 'functions/shared/http/api.ts');
    const made = await refusalsOf([pipeline, ...entries.map(({ file }) => file)]);
    const ofPipeline = new Set(made(pipeline).map(({ code }) => code));
    const untold: string[] = [];
    for (const entry of entries) {
      const own = made(entry.file).filter(({ code }) => !ofPipeline.has(code));
      const routes = await routesOf(entry);
      expect(routes.length).toBeGreaterThan(0);
      for (const { code, status } of own) {
        const told = routes.some(({ method, path }) => tells(`${method} ${path}`, status, code));
        if (!told) untold.push(`${entry.context}/${entry.entry}: ${status} ${code}`);
      }
    }
    expect(untold.toSorted()).toEqual(NEVER_MADE.toSorted());
  });
});

const NEVER_MADE = [
  // Of what no route takes, no route can tell.
  'edge/http: 405 method-not-allowed',
  // The user pool's adapter can set passwords; admins set none.
  'identity/http-admin: 400 password-refused',
  // It can sign in too, and is told of the pool's lock; admins sign nobody in.
  'identity/http-admin: 429 too-many-attempts',
  // It lets go of files; that one is still the same is asked where something is ordered.
  // A basket looks whether its quotes are offers before it accepts them.
  'orders/http-checkout: 409 quote-already-accepted',
  'orders/http-checkout: 409 quote-expired',
  'orders/http-checkout: 409 quote-not-ready',
  'quotes/http-admin: 409 file-changed',
  // A parcel moves its order wherever that is on its track, and an order that is not complete is refused before.
  'shipping/webhook.http: 409 illegal-transition',
];

/** The routes in an entry's table. */
async function routesOf({ context, file }: Entry): Promise<Route[]> {
  const [source] = await sources(`functions/${context}/${basename(file)}`);
  const files = [...(source?.text ?? '').matchAll(/from '([.]\/(?:[a-z-]+\/)?contract[.]ts)'/g)].map(
    ([, file = '']) => file,
  );
  const contracts = await Promise.all(
    files.map((one) => import(join(root, 'functions', context, one)) as Promise<object>),
  );
  const contract = Object.assign({}, ...contracts) as Readonly<Record<string, Route>>;
  return [...(source?.text ?? '').matchAll(/\bon\(\s*(\w+),/g)].flatMap(([, name = '']) => contract[name] ?? []);
}

type Trial = readonly [string, Circumstances, (route: NamedRoute) => Parameters<NamedRoute['ask']>[0]];

const asItIs = () => ({});
const without = (header: string) => (route: NamedRoute) => {
  const { [header]: _, ...headers } = route.sample.headers as Record<string, string>;
  return { headers };
};
const withHeader = (header: string, value: string) => (route: NamedRoute) => ({
  headers: { ...route.sample.headers, [header]: value },
});
const thrown = (error: unknown) => () => {
  throw error;
};
const rejected = (error: unknown) => async () => {
  throw error;
};
const silent = new StoreUnavailable(new Error('planted'));
const unsaid = new DomainError('unavailable', 'sign-in-unavailable', 'planted');
const customer = { role: 'customer', disabled: false } as const;
const cursors = signedCursors(async () => ({ current: 'key of the test', previous: undefined }));
const kept = { requestHash: 'of another body', status: 200, headers: {}, body: '' };
const nothing = { kind: 'delete', table: 'none', key: { pk: '', sk: '' } } as const;

const trials: readonly Trial[] = [
  ['nothing is wrong', {}, asItIs],
  ['nobody is signed in', {}, () => ({ headers: { 'content-type': 'application/json' } })],
  ['the token is none', {}, withHeader('authorization', 'Basic YTpi')],
  ['tokens cannot be read', { tokens: { verify: rejected(unsaid) } }, asItIs],
  ['the user is gone', { users: { current: async () => undefined } }, asItIs],
  ['the role was taken away', { users: { current: async () => customer } }, asItIs],
  ['the user cannot be looked up', { users: { current: rejected(silent) } }, asItIs],
  ['the page is not one of ours', {}, withHeader('origin', 'https://elsewhere.example.com')],
  ['the proof of the page is missing', { browsers: { origins: [], csrfBelongs: async () => false } }, asItIs],
  ['the body is no JSON', {}, () => ({ raw: '{' })],
  ['the body is of another type', {}, withHeader('content-type', 'text/plain')],
  ['the body is coded', {}, withHeader('content-encoding', 'gzip')],
  ['the body is too large', {}, () => ({ raw: JSON.stringify('x'.repeat(300_000)) })],
  ['the body is of another form', {}, () => ({ body: [] })],
  ['the query has something else', {}, () => ({ query: { nonsense: '1' } })],
  ['the ids are none', {}, ({ sample }) => ({ params: mapped(sample.params, '!') })],
  ['the Idempotency-Key is missing', {}, without('Idempotency-Key')],
  ['the Idempotency-Key is too long', {}, withHeader('Idempotency-Key', 'k'.repeat(256))],
  [
    'the Idempotency-Key was used before',
    { replies: { find: async () => kept, keep: () => nothing } },
    withHeader('Idempotency-Key', 'k'),
  ],
  ['the version is missing', {}, without('If-Match')],
  [
    'the version is another one',
    { before: ({ ifMatch }, route) => route.ifMatch && ifMatch(7) },
    withHeader('If-Match', '"6"'),
  ],
  [
    'the cursor was altered',
    { before: ({ query }) => cursors.open((query as { cursor?: string } | undefined)?.cursor, []) },
    ({ queries }) => (queries.includes('cursor') ? { query: { cursor: 'altered.cursor' } } : {}),
  ],
  ['somebody guesses', { attempts: { take: rejected(new TooManyAttempts(7)) } }, asItIs],
  ['the tables are busy', { before: thrown(new StoreContention()) }, asItIs],
  ['the tables do not answer', { before: thrown(silent) }, asItIs],
  ['something breaks', { before: thrown(new Error('planted')) }, asItIs],
];
const mapped = (params: SampleRequest['params'], value: string) =>
  Object.fromEntries(Object.keys(params).map((name) => [name, value]));

describe('what the pipeline answers is documented', async () => {
  const answers = await Promise.all(
    trials.map(async ([what, circumstances, request]) => {
      const routes = routesInProcess(apiRoutes, circumstances);
      return {
        what,
        answered: await Promise.all(
          routes.map(
            async (route): Promise<readonly [string, Answered]> => [route.name, await route.ask(request(route))],
          ),
        ),
      };
    }),
  );

  test.each(answers)('for every route when $what [BFF-07]', ({ answered }) => {
    const untold = answered.flatMap(([name, { status = 0, body, headers, cookies }]) =>
      undocumented(name, { status, code: body?.code, headers, cookies }),
    );
    expect(untold).toEqual([]);
  });

  test('names the request in every answer, and in every 401 how to sign in [BFF-07]', () => {
    const all = answers.flatMap(({ answered }) => answered);
    const nameless = all.filter(([, { headers }]) => !headers['x-correlation-id'] || !headers['x-request-id']);
    const mute = all.filter(([, { status, headers }]) => status === 401 && headers['www-authenticate'] !== 'Bearer');
    expect([...nameless, ...mute].map(([name, { status, body }]) => `${name}: ${status} ${body?.code}`)).toEqual([]);
  });

  test('with every refusal that the document has in the same words for all [BFF-07]', () => {
    const general = Object.keys(components.examples).filter((code) => documentText.includes(`/examples/${code}"`));
    const seen = new Set(answers.flatMap(({ answered }) => answered.map(([, { body }]) => body?.code)));
    expect(general.length).toBeGreaterThan(10);
    expect(general.filter((code) => !seen.has(code))).toEqual([]);
  });
});
