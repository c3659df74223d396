import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findEntries } from '../../tools/build.ts';
import { cruiseTree, root } from '../support/rooms.ts';
import { codeOf, kindOf, type Source, sources } from '../support/sources.ts';

/** Files for which a check says something; the message names each of them. */
const offenders = (files: readonly Source[], wrong: (file: Source) => boolean) =>
  files.filter(wrong).map(({ path }) => path);

const everything = await sources('{functions,lib,bin,local,test}/**/*.{ts,tsx}');
const code = everything.filter(({ path }) => !path.startsWith('test/fixtures/'));
const functions = code.filter(({ path }) => path.startsWith('functions/'));
const contexts = functions.filter(({ path }) => !path.startsWith('functions/shared/'));

describe('file names', () => {
  test('there are files to look at', () => {
    expect(contexts.length).toBeGreaterThan(20);
  });

  test('every file of a context is a door, an entry, a step, an adapter or a plain noun or verb-noun', () => {
    expect(offenders(functions, ({ path }) => kindOf(path) === undefined)).toEqual([]);
  });

  test.each([
    ['functions/orders/http.ts', 'entry'],
    ['functions/orders/http-admin.ts', 'entry'],
    ['functions/payments/webhook.http.ts', 'entry'],
    ['functions/orders/on-order-created.ts', 'entry'],
    ['functions/inventory/reserve-stock.step.ts', 'step'],
    ['functions/payments/gateway.stripe.ts', 'adapter'],
    ['functions/inventory/reservation-policy.ts', 'inside'],
    ['functions/orders/writes.ts', 'door'],
    ['functions/orders/placeOrder.ts', undefined],
    ['functions/orders/order.test.helper.ts', undefined],
  ])('%s is read as %s', (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });

  test('no file is called by what it does not say: utils, helpers, manager, service', () => {
    expect(offenders(code, ({ path }) => /(^|[/.-])(utils?|helpers?|managers?|services?)[./-]/.test(path))).toEqual([]);
  });

  test('the bundler takes exactly the entries for Lambdas', async () => {
    const bundled = (await findEntries()).map(({ file }) => relative(root, file));
    const entries = contexts.filter(({ path }) => kindOf(path) === 'entry').map(({ path }) => path);
    expect(bundled.toSorted()).toEqual(entries.toSorted());
  });

  test('every entry exports its handler', () => {
    const entries = contexts.filter(({ path }) => kindOf(path) === 'entry');
    expect(
      offenders(entries, ({ text }) => !/^export (const handler\b|(async )?function handler\b)/m.test(text)),
    ).toEqual([]);
  });

  test('every context has a door', async () => {
    const folders = await readdir(join(root, 'functions'), { withFileTypes: true });
    const names = folders.filter((folder) => folder.isDirectory()).map(({ name }) => name);
    const doors = new Set(
      contexts.filter(({ path }) => path.endsWith('/contract.ts')).map(({ path }) => path.split('/')[1]),
    );
    // events publishes what all contexts say and says nothing of its own.
    expect(names.filter((name) => !['shared', 'events'].includes(name) && !doors.has(name))).toEqual([]);
  });

  test('every contract opens with what its context consumes and emits', () => {
    const contracts = contexts.filter(({ path }) => /^functions\/[^/]+\/contract[.]ts$/.test(path));
    const opens = /^\/\*\*[\s\S]*?\b[Cc]onsumes?\b[\s\S]*?\b[Ee]mits?\b[\s\S]*?\*\//;
    expect(offenders(contracts, ({ text }) => !opens.test(text))).toEqual([]);
  });
});

describe('the length of a file', () => {
  const MOST_LINES = 300;
  const rooms = new Set(contexts.flatMap(({ path }) => /^functions\/[^/]+\/[^/]+(?=\/)/.exec(path) ?? []));
  /** A context without rooms has one contract for all of its routes. */
  const isOnlyContract = (path: string) =>
    /^functions\/[^/]+\/contract[.]ts$/.test(path) &&
    ![...rooms].some((room) => room.startsWith(path.replace('contract.ts', '')));
  const isTooLong = ({ path, text }: Source) =>
    text.split('\n').length - 1 > MOST_LINES && !/\/texts(-[a-z]+)?[.]ts$/.test(path) && !isOnlyContract(path);

  test('is 300 lines at most, but for texts and the contract of a context that has no rooms', () => {
    expect(offenders(functions, isTooLong)).toEqual([]);
  });

  test.each([
    ['functions/identity/contract.ts', 301, true],
    ['functions/identity/people/contract.ts', 301, true],
    ['functions/identity/people/contract.ts', 300, false],
    ['functions/payments/contract.ts', 301, false],
    ['functions/payments/settle.ts', 301, true],
    ['functions/notifications/texts-de.ts', 301, false],
  ])('of %s with %i lines is too long: %s', (path, lines, expected) => {
    expect(isTooLong({ path, text: 'line\n'.repeat(lines) })).toBe(expected);
  });
});

describe('code', () => {
  test('nothing that is deployed names an emulator [PLT-06]', async () => {
    const deployed = await sources('{functions,lib,bin,statemachines}/**/*.*', 'cdk.json');
    const emulator = /ministack|localstack|moto\b|floci|\b4566\b|ms-custom-id|_aws\/execute-api/i;
    expect(offenders(deployed, ({ text }) => emulator.test(text))).toEqual([]);
  });

  test('zod is imported as a whole: the named form bundles every language, 355 KB a function', () => {
    const named = /import\s+(type\s+)?(\{[^}]*\}|z\b|zod\b)\s+from 'zod'/;
    expect(named.test("import { z } from 'zod';")).toBe(true);
    expect(named.test("import * as z from 'zod';")).toBe(false);
    expect(
      offenders(
        code,
        // One handler is what ours are compared with: written as everybody does.
        ({ text, path }) => named.test(text) && !/architecture\/files[.]test|handlers\/everybody/.test(path),
      ),
    ).toEqual([]);
  });

  test('every error says its name, which state machines match on: bundles shorten those of classes [SAG-02]', () => {
    const nameless = ({ text }: Source) =>
      [...text.matchAll(/class (\w+) extends (\w+) \{(.*)/g)].some(([declared, name, parent]) => {
        const body = text.slice(text.indexOf(declared));
        // To whoever asks it is its parent, in name as well.
        const isParent = declared.endsWith('{}') && parent !== 'Error';
        return !isParent && !new RegExp(`^[^{]*\\{\\s*override name = '${name}';`).test(body);
      });
    expect(nameless({ path: '', text: "class OutOfStock extends Error {\n  override name = 'OutOfStock';\n}" })).toBe(
      false,
    );
    expect(nameless({ path: '', text: "class OutOfStock extends Error {\n  override name = 'SoldOut';\n}" })).toBe(
      true,
    );
    expect(nameless({ path: '', text: 'class OutOfStock extends DomainError {\n  readonly left = 0;\n}' })).toBe(true);
    expect(offenders(functions, nameless)).toEqual([]);
  });

  test('every client of AWS comes from the one place that gives it time limits [BFF-07]', async () => {
    const planted = await sources('test/fixtures/planted-violations/functions/**/*.ts');
    const made = ({ path, text }: Source) =>
      path !== 'functions/shared/client.aws.ts' && /new \w*Client\(/.test(codeOf(text));
    expect(offenders(functions, made)).toEqual([]);
    expect(offenders(planted, made).map((path) => path.replace('test/fixtures/planted-violations/', ''))).toEqual([
      'functions/orders/orders.dynamodb.ts',
      'functions/orders/place-order.ts',
    ]);
  });

  test('rules and use cases take the clock, chance and the environment from their entry', () => {
    const inside = contexts.filter(({ path }) => !['entry', 'adapter'].includes(kindOf(path) ?? ''));
    const reaches =
      /new Date\(\)|Date\.now\(|Math\.random\(|\bprocess\.|\benv(Number)?\(|performance\.now\(|\bsystemClock\b/;
    expect(offenders(inside, ({ text }) => reaches.test(codeOf(text)))).toEqual([]);
  });

  test('rules know no use case: a file that never waits imports none that does', async () => {
    const { modules } = await cruiseTree(root, ['functions']);
    const waits = new Set(
      contexts.filter(({ text }) => /\b(async|await)\b/.test(codeOf(text))).map(({ path }) => path),
    );
    const wrong = modules
      .filter(({ source }) => source.startsWith('functions/') && !waits.has(source))
      .filter(
        ({ source }) => !source.startsWith('functions/shared/') && !['entry', 'adapter'].includes(kindOf(source) ?? ''),
      )
      .flatMap(({ source, dependencies }) =>
        dependencies
          .filter(({ resolved, dependencyTypes }) => waits.has(resolved) && !dependencyTypes.includes('type-only'))
          // Declares what a context knows of people, to be listed; it waits when it is asked.
          .filter(({ resolved }) => !resolved.endsWith('/personal.ts'))
          .map(({ resolved }) => `${source} → ${resolved}`),
      );
    expect(waits.size).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  const EXPORTED_FUNCTION =
    /^export (?:async )?function\*? (\w+)|^export const (\w+)(?:: [^=]+)? =\s*(?:async )?(?:<[^>]*(?:>[^>(]*)?>)?\((?=[^;]*?\)(?:: [^=]+)? =>)/gm;

  const undocumented = (text: string) =>
    [...text.matchAll(EXPORTED_FUNCTION)]
      .filter(({ index }) => !/\*\/\s*$/.test(text.slice(0, index)))
      .map(([, declared, arrow]) => declared ?? arrow);

  test('every exported function of a context says what goes in and comes out', () => {
    const silent = contexts.flatMap(({ path, text }) => undocumented(text).map((name) => `${path}: ${name}`));
    expect(silent).toEqual([]);
  });

  test.each([
    ['export function price() {}', ['price']],
    ['export const price = (a: number): number => a;', ['price']],
    ['export const price =\n  ({ store }: Ports) =>\n  async (request: Request) => store;', ['price']],
    ['export const price = <T extends object>(a: T) => a;', ['price']],
    ['/** What it costs. */\nexport const price = (a: number): number => a;', []],
    ['export const Money = z.object({});', []],
    ['export const total = (2 + 3) * 4;', []],
  ])('a docstring is missed where there is none: %s', (text, names) => {
    expect(undocumented(text)).toEqual(names);
  });
});
