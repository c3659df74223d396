import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context, SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { DuplicateEvent, eventRegistry, registry } from '../../functions/events/registry.ts';
import { consumer, when } from '../../functions/shared/events/consumer.ts';
import { defineEvent, type Envelope } from '../../functions/shared/events/event.ts';
import { announced, recordFact } from '../../functions/shared/events/facts.ts';
import { withInvocation } from '../../functions/shared/invocation.ts';
import { asyncApi, dataSchema } from '../../tools/asyncapi.ts';
import { contracts } from '../support/contracts.ts';
import { breakingChanges, shapeOf } from '../support/schema-changes.ts';
import { valuesOf } from '../support/values-of-schema.ts';

// Hundreds of deliveries: their log lines tell nobody anything here.
vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT'));

const folder = join(import.meta.dirname, 'events');
const fileOf = (event: { type: string; schemaVersion: number }) => `${event.type}.v${event.schemaVersion}.json`;
/** `FREEZE=1 npx vitest run --project contract events` writes what was added; what breaks a reader it does not write. */
const freezing = process.env['FREEZE'] === '1';

describe('frozen schemas', () => {
  test.each(registry.definitions.map((event) => [fileOf(event), event] as const))(
    '%s is what its readers were promised: fields may be added, never changed',
    async (file, event) => {
      const current = shapeOf(dataSchema(event));
      const path = join(folder, file);
      const frozen = existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as unknown) : undefined;
      if (frozen !== undefined) {
        expect(breakingChanges(frozen, current), 'a break is a new type, both published for 30 days').toEqual([]);
      }
      if (freezing) await writeFile(path, `${JSON.stringify(current, null, 2)}\n`);
      else expect(current, 'only additions: freeze them with FREEZE=1').toEqual(frozen);
    },
  );

  test('no event disappears: a schema once frozen has its event', async () => {
    const defined = new Set(registry.definitions.map(fileOf));
    expect((await readdir(folder)).filter((file) => !defined.has(file))).toEqual([]);
  });

  const schema = (shape: z.core.$ZodLooseShape) =>
    dataSchema(defineEvent({ type: 'a.b', context: 'a', schemaVersion: 1, summary: '', data: z.object(shape) }));
  const before = schema({
    orderId: z.string(),
    lines: z.array(z.object({ quantity: z.int() })),
    note: z.string().optional(),
  });

  test.each([
    [
      'a removed field',
      { lines: z.array(z.object({ quantity: z.int() })), note: z.string().optional() },
      'data.orderId was removed',
    ],
    [
      'a field of another type, however deep',
      { orderId: z.string(), lines: z.array(z.object({ quantity: z.string() })), note: z.string().optional() },
      'data.lines.items.quantity.type changed',
    ],
    [
      'a field that may be missing now',
      { orderId: z.string().optional(), lines: z.array(z.object({ quantity: z.int() })), note: z.string().optional() },
      'data.orderId is optional now',
    ],
    [
      'a new field that old messages lack',
      {
        orderId: z.string(),
        lines: z.array(z.object({ quantity: z.int() })),
        note: z.string().optional(),
        total: z.int(),
      },
      'data.total is required now',
    ],
  ])('%s is seen as a break', (_, shape, broken) => {
    expect(breakingChanges(before, schema(shape))).toContain(broken);
  });

  test('a new optional field and a better description are no break', () => {
    const after = schema({
      orderId: z.string().meta({ description: 'whose' }),
      lines: z.array(z.object({ quantity: z.int(), sku: z.string().optional() })),
      note: z.string().optional(),
    });
    expect(breakingChanges(before, after)).toEqual([]);
  });
});

describe('registry', () => {
  test('knows every event of every contract, each spoken by the context whose contract it is in', async () => {
    const all = (await contracts()).flatMap(({ context, events }) => events.map((event) => ({ context, event })));
    expect(registry.definitions.map(({ type }) => type)).toEqual(all.map(({ event }) => event.type).toSorted());
    expect(all.filter(({ context, event }) => event.context !== context)).toEqual([]);
  });

  test('names are dotted, lowercase facts', () => {
    for (const { type } of registry.definitions) expect(type).toMatch(/^[a-z]+(-[a-z]+)*([.][a-z]+(-[a-z]+)*)+$/);
  });

  test('the seeds’ other spellings lead to the same event [ORD-07, K12]', () => {
    expect(registry.find('OrderCreated')?.type).toBe('order.created');
    expect(registry.find('payment.completed')?.type).toBe('payment.processed');
    expect(registry.find('order.created')?.type).toBe('order.created');
    expect(registry.find('order.imagined')).toBeUndefined();
  });

  test('a name that is taken, be it as an alias, is refused', () => {
    const event = (type: string, ...aliases: string[]) =>
      defineEvent({ type, context: 'a', schemaVersion: 1, summary: '', aliases, data: z.object({}) });
    expect(() => eventRegistry([event('a.b'), event('a.b')])).toThrow(DuplicateEvent);
    expect(() => eventRegistry([event('a.b'), event('a.c', 'a.b')])).toThrow(DuplicateEvent);
    expect(() => eventRegistry([event('a.b'), event('a.c', 'A')])).not.toThrow();
  });
});

describe('what is published', () => {
  const now = new Date('2026-11-21T09:00:00.000Z');
  const invocation = {
    correlationId: 'cor_1',
    requestId: 'req_1',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    causationId: 'evt_0',
    actor: 'usr_1',
    deadline: Number.MAX_SAFE_INTEGER,
  };
  const lambda = { awsRequestId: 'req_2', getRemainingTimeInMillis: () => 10_000 } as Context;
  const delivery = (event: Envelope, source: string) =>
    ({
      Records: [
        {
          messageId: 'm1',
          body: JSON.stringify({ 'detail-type': event.type, source, detail: event }),
          attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1795953600000' },
        },
      ],
    }) as unknown as SQSEvent;

  test.each(registry.definitions.map((event) => [event.type, event] as const))(
    '%s arrives at its consumer as it was recorded, unknown fields or not',
    async (_, definition) => {
      await fc.assert(
        fc.asyncProperty(valuesOf(dataSchema(definition)), async (data) => {
          const write = withInvocation(invocation, () =>
            recordFact({
              table: 't',
              partition: 'p',
              subject: 'ord_1',
              sequence: 3,
              now,
              draft: announced(definition, data, { key: 'k' }),
            }),
          );
          if (write.kind !== 'put') throw new Error('A fact is put');
          const recorded = write.item['event'] as Envelope;
          const taken: Envelope[] = [];
          const handler = consumer([when(definition, async ({ event }) => void taken.push(event))]);
          const later = { ...recorded, data: { ...(recorded.data as object), addedLater: true } };
          for (const event of [recorded, later]) {
            expect(await handler(delivery(event, `printverse.${definition.context}`), lambda)).toEqual({
              batchItemFailures: [],
            });
          }
          const { traceparent, causationId, correlationId, actor } = invocation;
          expect(taken[0]).toEqual({
            id: recorded.id,
            type: definition.type,
            schemaVersion: definition.schemaVersion,
            subject: 'ord_1',
            sequence: 3,
            occurredAt: now.toISOString(),
            correlationId,
            causationId,
            traceparent,
            actor,
            data: JSON.parse(JSON.stringify(data)) as unknown,
          });
          expect(taken[1]?.data).toEqual(taken[0]?.data);
        }),
        { numRuns: 15 },
      );
    },
  );

  test('an event whose data lacks what its type promises is not taken [NTF-12]', async () => {
    const definition = registry.definitions[0];
    if (!definition) throw new Error('No events');
    const taken: unknown[] = [];
    const handler = consumer([when(definition, async ({ event }) => void taken.push(event))]);
    const envelope = {
      id: 'evt_1',
      type: definition.type,
      schemaVersion: 1,
      subject: 'ord_1',
      sequence: 1,
      occurredAt: now.toISOString(),
      correlationId: 'cor_1',
      actor: 'usr_1',
      data: {},
    };
    expect(await handler(delivery(envelope, 'printverse.x'), lambda)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
    expect(taken).toEqual([]);
  });

  const PERSONAL =
    /e-?mail|(^|[a-z])names?$|^name|address|phone|token(?!Id$)|password|secret|street|line[12]$|postal|zip|birth|iban/i;

  const namesIn = (schema: unknown, path = ''): string[] =>
    typeof schema !== 'object' || schema === null
      ? []
      : Object.entries(schema).flatMap(([key, value]) =>
          key === 'properties'
            ? Object.entries(value as object).flatMap(([name, one]) => [
                `${path}${name}`,
                ...namesIn(one, `${path}${name}.`),
              ])
            : namesIn(value, path),
        );
  const personal = (schema: unknown) => namesIn(schema).filter((path) => PERSONAL.test(path.split('.').at(-1) ?? ''));

  test('carries ids, Money and lines; never secrets, addresses, names or e-mails [K35]', () => {
    expect(
      registry.definitions.flatMap((event) => personal(dataSchema(event)).map((path) => `${event.type}: ${path}`)),
    ).toEqual([]);
  });

  test('a planted e-mail, name or token is found, an id of a token is none', () => {
    const data = z.object({
      lines: z.array(z.object({ customerEmail: z.string() })),
      to: z.object({ firstName: z.string(), resetToken: z.string() }),
      tokenId: z.string(),
      ip: z.string(),
    });
    const event = defineEvent({ type: 'a.b', context: 'a', schemaVersion: 1, summary: '', data });
    expect(personal(dataSchema(event))).toEqual(['lines.customerEmail', 'to.firstName', 'to.resetToken']);
  });
});

test('the AsyncAPI document describes every event once, and all its references lead somewhere', () => {
  const document = JSON.parse(JSON.stringify(asyncApi())) as ReturnType<typeof asyncApi>;
  expect(document.asyncapi).toBe('3.1.0');
  expect(Object.values(document.channels).map(({ address }) => address)).toEqual(
    registry.definitions.map(({ type }) => type),
  );
  expect(Object.keys(document.operations)).toHaveLength(registry.definitions.length);
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to);
  for (const reference of references) {
    const found = reference
      .replace('#/', '')
      .split('/')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    expect(found, reference).toBeDefined();
  }
  expect(references.length).toBe(2 * registry.definitions.length);
});
