import * as z from 'zod';
import { registry } from '../functions/events/registry.ts';
import { Envelope, type EventDefinition } from '../functions/shared/contract.ts';
import { runMain } from './operator-error.ts';

type JsonSchema = Record<string, unknown>;

/** The JSON Schema of an event's data: open, as readers ignore what they do not know. */
export const dataSchema = (event: EventDefinition): JsonSchema => {
  const { $schema: _, ...schema } = z.toJSONSchema(event.data, { io: 'input', reused: 'inline', cycles: 'throw', override });
  return schema;
};

/** Dates carry a pattern of four hundred characters beside their format; the format says it. */
function override({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (typeof jsonSchema['format'] === 'string') delete jsonSchema['pattern'];
  delete jsonSchema['id'];
}

const message = (event: EventDefinition) => {
  const { $schema: _, ...envelope } = z.toJSONSchema(Envelope, { io: 'input', override }) as JsonSchema & {
    properties: JsonSchema;
  };
  return {
    name: event.type,
    title: event.type,
    summary: event.summary,
    contentType: 'application/json',
    ...(event.aliases ? { 'x-aliases': event.aliases } : {}),
    payload: {
      ...envelope,
      properties: {
        ...envelope.properties,
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
      description: 'Facts on the event bus: past tense, ids, Money and lines; never secrets, addresses, names or e-mails.',
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
