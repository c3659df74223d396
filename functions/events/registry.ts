import { contracts } from '../contracts.ts';
import type { EventDefinition } from '../shared/events/event.ts';

/** Two events of one name, or a name that is another one's old spelling: nobody could tell what a message means. */
export class DuplicateEvent extends Error {
  override name = 'DuplicateEvent';
}

export interface EventRegistry {
  /** In the order of their names. */
  readonly definitions: readonly EventDefinition[];
  /** The definition behind a name or one of its other spellings; nothing for a name that nobody speaks. */
  find(name: string): EventDefinition | undefined;
}

/**
 * Puts events together under their names and their aliases, the spellings that earlier systems used for the same fact.
 * Throws `DuplicateEvent` when a name or alias is taken already.
 */
export function eventRegistry(events: readonly EventDefinition[]): EventRegistry {
  const byName = new Map<string, EventDefinition>();
  for (const event of events) {
    for (const name of [event.type, ...(event.aliases ?? [])]) {
      const taken = byName.get(name);
      if (taken) throw new DuplicateEvent(`${name} of ${event.context} is taken by ${taken.type} of ${taken.context}`);
      byName.set(name, event);
    }
  }
  return {
    definitions: events.toSorted((a, b) => (a.type < b.type ? -1 : 1)),
    find: (name) => byName.get(name),
  };
}

/** Every event of every context. The AsyncAPI document and the frozen schemas are made from here. */
export const registry = eventRegistry(Object.values(contracts).flatMap(({ events }) => events));
