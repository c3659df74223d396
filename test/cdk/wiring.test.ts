import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { contracts as registered } from '../../functions/contracts.ts';
import { stages } from '../../lib/config.ts';
import { findEntries } from '../../tools/build.ts';
import { type Assembly, assemblyOf, type Properties } from '../support/assembly.ts';
import { type ContextContract, contracts } from '../support/contracts.ts';
import { observeEntries, queriedIndexes } from '../support/observed-entries.ts';
import { QUERY_OTHERWISE, slips, wiringOf } from '../support/wiring.ts';

const app = await assemblyOf(stages.dev);
const wired = wiringOf(app);
const entries = await findEntries();
const observed = await observeEntries(new Map(wired.map(({ name, environment }) => [name, environment])), entries);

/** The templates with something changed in the first resource of a type that is meant. */
function doctored(type: string, meant: (properties: Properties) => boolean, change: (properties: Properties) => void) {
  const resources = structuredClone(app.resources);
  const one = resources.find((resource) => resource.type === type && meant(resource.properties));
  if (!one) throw new Error(`There is no such ${type}`);
  change(one.properties);
  const planted: Assembly = {
    ...app,
    resources,
    of: (wanted) => resources.filter((resource) => resource.type === wanted),
  };
  return slips(wiringOf(planted), observed);
}
const fn = (name: string) => (properties: Properties) => properties.FunctionName === `printverse-dev-${name}`;

test('every entry comes up, and is given what it reads, sent what its table takes and granted the indexes it queries [PLT-04, PLT-05]', () => {
  const all = (what: 'variables' | 'routes' | 'events' | 'steps' | 'indexes') => observed.flatMap((one) => one[what]);
  expect(observed.length).toBeGreaterThan(25);
  expect([all('variables').length, all('routes').length].every((count) => count > 60)).toBe(true);
  expect([all('events').length, all('steps').length, all('indexes').length].every((count) => count > 5)).toBe(true);
  expect(slips(wired, observed)).toEqual([]);
});

describe('a planted slip is named', () => {
  test('a variable that is not set', async () => {
    const environment = wired.find(({ name }) => name === 'orders-http-checkout')?.environment ?? {};
    for (const missing of ['ORDERS_TABLE', 'CHECKOUT_SETTINGS']) {
      const { [missing]: _, ...others } = environment;
      const planted = wired.map((one) => (one.environment === environment ? { ...one, environment: others } : one));
      const checkout = entries.filter(({ entry }) => entry === 'http-checkout');
      const again = await observeEntries(new Map([['orders-http-checkout', others]]), checkout);
      expect(slips(planted, again)).toContain(`orders-http-checkout reads ${missing}, which is not set`);
      expect(slips(planted, observed)).toEqual([`orders-http-checkout reads ${missing}, which is not set`]);
    }
  });

  test('a variable that nobody reads', () => {
    const found = doctored('AWS::Lambda::Function', fn('orders-http'), ({ Environment }) => {
      Environment.Variables.CARTS_TABLE = 'carts';
    });
    expect(found).toEqual(['orders-http is given CARTS_TABLE, which it does not read']);
  });

  test('an index that is queried and not granted', () => {
    const isGrant = ({ PolicyDocument, Roles }: Properties) =>
      String(Roles).includes('OrdersHttp') && JSON.stringify(PolicyDocument).includes('/index/gsi1');
    const found = doctored('AWS::IAM::Policy', isGrant, ({ PolicyDocument }) => {
      for (const statement of PolicyDocument.Statement as Properties[]) {
        statement.Resource = [statement.Resource].flat().filter((one: string) => !one.endsWith('/index/gsi1'));
      }
    });
    expect(found).toEqual(['orders-http queries orders/gsi1, which it is not granted']);
  });

  test('an index that is granted and not queried', () => {
    const isGrant = ({ Roles }: Properties) => String(Roles).includes('CatalogHttp');
    const found = doctored('AWS::IAM::Policy', isGrant, ({ PolicyDocument }) => {
      const [table] = /\{[^{}"]+-Data\/Catalog[^{}"]+\.Arn\}/.exec(JSON.stringify(PolicyDocument)) ?? [];
      PolicyDocument.Statement.push({ Effect: 'Allow', Action: 'dynamodb:Query', Resource: `${table}/index/gsi2` });
    });
    expect(found).toEqual(['catalog-http is granted catalog/gsi2, which it does not query']);
  });

  test('a consumer that is subscribed to another event', () => {
    const isRule = ({ EventPattern }: Properties) => EventPattern?.['detail-type']?.includes('email.sent');
    const found = doctored('AWS::Events::Rule', isRule, ({ EventPattern }) => {
      EventPattern['detail-type'] = ['email.failed'];
    });
    expect(found).toEqual([
      'orders-on-email-sent is sent printverse.notifications email.failed, which is not in its table',
      'orders-on-email-sent takes printverse.notifications email.sent, which is not sent to it',
    ]);
  });

  test('a consumer that listens to another context', () => {
    const isRule = ({ EventPattern }: Properties) => EventPattern?.['detail-type']?.includes('email.sent');
    const found = doctored('AWS::Events::Rule', isRule, ({ EventPattern }) => {
      EventPattern.source = ['printverse.orders'];
    });
    expect(found).toContain('orders-on-email-sent takes printverse.notifications email.sent, which is not sent to it');
  });

  test('a route that is sent to a function without that row', () => {
    const target = app.of('AWS::ApiGatewayV2::Route').find(({ properties }) => properties.RouteKey === 'POST /orders');
    const isRoute = ({ RouteKey }: Properties) => RouteKey === 'GET /orders';
    const found = doctored('AWS::ApiGatewayV2::Route', isRoute, (properties) => {
      properties.Target = target?.properties.Target;
    });
    expect(found).toEqual([
      'orders-http-checkout is sent GET /orders, which is not in its table',
      'orders-http serves GET /orders, which is not sent to it',
    ]);
  });

  test('a step that has another name in the machine', () => {
    const found = doctored(
      'AWS::StepFunctions::StateMachine',
      () => true,
      (properties) => {
        properties.DefinitionString = properties.DefinitionString.replace(
          '"step": "reserve-stock"',
          '"step": "hold-stock"',
        );
      },
    );
    expect(found).toEqual([
      'inventory-steps is called for hold-stock#do, which is not in its table',
      'inventory-steps can do reserve-stock#do, which no state calls it for',
    ]);
  });

  test('a step that may run for longer than its state waits [SAG-02]', () => {
    const found = doctored('AWS::Lambda::Function', fn('shipping-steps'), (properties) => {
      properties.Timeout = 60;
    });
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) expect(one).toMatch(/^shipping-steps may run 60 s, and the state \w+ waits 30 s for it$/);
  });

  test('an entry without a function', () => {
    const others = wired.filter(({ name }) => name !== 'orders-http');
    expect(slips(others, observed)).toEqual(['orders-http has no function']);
  });
});

test('an index is seen where the kernel queries it for a context, and not where the bundler left nothing of the query', () => {
  const kernel = [
    '// functions/shared/store/shards.ts\nasync function shards(store) {\n  store.query({ index: "gsi2" });\n}\n',
    '// functions/shared/store/list.ts\nasync function page(store) {\n  return shards(store);\n}\n',
  ].join('');
  const caller = '// functions/orders/lists.dynamodb.ts\nvar lists = (store) => page(store);\n';
  const own = '// functions/payments/reads.ts\nvar reads = { index: "gsi1" };\n';
  expect(queriedIndexes(`${kernel}${caller}${own}`)).toEqual(['orders/gsi2', 'payments/gsi1']);
  expect(queriedIndexes(kernel)).toEqual([]);
});

test('no entry is said to carry a query that it does not make, and does not carry', () => {
  const carried = (entry: string) => observed.find(({ name }) => name === entry)?.indexes ?? [];
  const granted = (entry: string) => wired.find(({ name }) => name === entry)?.indexes ?? [];
  const outdated = Object.entries(QUERY_OTHERWISE).flatMap(([entry, indexes]) =>
    indexes.filter((index) => !carried(entry).includes(index) || granted(entry).includes(index)),
  );
  expect(outdated).toEqual([]);
});

describe('registration', () => {
  /** Contracts under functions/ that functions/contracts.ts does not have under their names. */
  const forgotten = (found: readonly ContextContract[], list: Readonly<Record<string, object | undefined>>) =>
    found
      .filter(({ context, routes, events }) => !isDeepStrictEqual(list[context], { routes, events }))
      .map(({ context }) => context);

  test('every context is in the list of contracts, except the gateway, which is a service of its own', async () => {
    const found = await contracts();
    expect(forgotten(found, registered)).toEqual(['sandbox-gateway']);
    expect(Object.keys(registered).filter((name) => !found.some(({ context }) => context === name))).toEqual([]);
  });

  test('a context that is forgotten, or stands in the list under another name, is named', async () => {
    const found = await contracts();
    const { shipping, orders, ...others } = registered;
    expect(forgotten(found, { ...others, orders })).toEqual(['sandbox-gateway', 'shipping']);
    expect(forgotten(found, { ...others, shipping: orders, orders: shipping })).toEqual([
      'orders',
      'sandbox-gateway',
      'shipping',
    ]);
  });
});
