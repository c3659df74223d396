import * as z from 'zod';
import { registry } from '../functions/events/registry.ts';
import { Envelope, type EventDefinition } from '../functions/shared/events/event.ts';
import { runMain } from './operator-error.ts';

type JsonSchema = Record<string, unknown>;

/** The JSON Schema of what lies behind a zod schema, whole and open: a reader ignores what it does not know. */
function jsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, $defs, ...whole } = z.toJSONSchema(schema, { io: 'input', override }) as JsonSchema;
  return inlined(whole, ($defs ?? {}) as Record<string, JsonSchema>) as JsonSchema;
}

export const dataSchema = (event: EventDefinition): JsonSchema => jsonSchema(event.data);

/** Dates carry a pattern of four hundred characters beside their format, which says it already. */
function override({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (typeof jsonSchema['format'] === 'string') delete jsonSchema['pattern'];
  delete jsonSchema['id'];
}

/** Named parts in their places: a reference would point into a document that this schema is only a piece of. */
function inlined(value: unknown, parts: Readonly<Record<string, JsonSchema>>): unknown {
  if (Array.isArray(value)) return value.map((one) => inlined(one, parts));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref, ...rest } = value as JsonSchema;
  const part = typeof $ref === 'string' ? parts[$ref.replace('#/$defs/', '')] : undefined;
  if (part) return inlined({ ...part, ...rest }, parts);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inlined(one, parts)]));
}

const message = (event: EventDefinition) => {
  const envelope = jsonSchema(Envelope);
  return {
    name: event.type,
    title: event.type,
    summary: event.summary,
    contentType: 'application/json',
    ...(event.aliases ? { 'x-aliases': event.aliases } : {}),
    payload: {
      ...envelope,
      properties: {
        ...(envelope['properties'] as JsonSchema),
        type: { const: event.type },
        schemaVersion: { const: event.schemaVersion },
        data: dataSchema(event),
      },
    },
  };
};

const camel = (type: string) => type.replace(/[.-]([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** All published events as an AsyncAPI 3.1 document: one channel per event on the shop's bus, sent by its context. */
export function asyncApi() {
  const keyed = registry.definitions.map((event) => ({ event, key: camel(event.type) }));
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'PrintVerse events',
      version: '1',
      description:
        'Facts on the event bus: past tense, ids, Money and lines; never secrets, addresses, names or e-mails.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      keyed.map(({ event, key }) => [
        key,
        {
          address: event.type,
          title: event.summary,
          description: `EventBridge: source printverse.${event.context}, detail-type ${event.type}`,
          messages: { [key]: { $ref: `#/components/messages/${key}` } },
        },
      ]),
    ),
    operations: Object.fromEntries(
      keyed.map(({ event, key }) => [
        `send${key.charAt(0).toUpperCase()}${key.slice(1)}`,
        { action: 'send', channel: { $ref: `#/channels/${key}` }, tags: [{ name: event.context }] },
      ]),
    ),
    components: { messages: Object.fromEntries(keyed.map(({ event, key }) => [key, message(event)])) },
  };
}

if (import.meta.main) await runMain(async () => console.log(JSON.stringify(asyncApi(), null, 2)));
