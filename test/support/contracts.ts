import { glob } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type EventDefinition, eventsIn } from '../../functions/shared/events/event.ts';
import { type Route, routesIn } from '../../functions/shared/http/route.ts';
import { root } from './rooms.ts';

export interface ContextContract {
  readonly context: string;
  readonly routes: readonly Route[];
  readonly events: readonly EventDefinition[];
}

/** What every contract.ts under functions/ exports, whether or not anybody has wired it yet. */
export async function contracts(): Promise<ContextContract[]> {
  const found: ContextContract[] = [];
  for await (const file of glob(join(root, 'functions/!(shared)/contract.ts'))) {
    const module = (await import(file)) as object;
    found.push({ context: basename(dirname(file)), routes: routesIn(module), events: eventsIn(module) });
  }
  return found.sort((a, b) => (a.context < b.context ? -1 : 1));
}
