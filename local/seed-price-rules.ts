import { activateRules, createRules } from '../functions/quotes/keep-rules.ts';
import { quotesReads } from '../functions/quotes/reads.ts';
import { quotesWrites } from '../functions/quotes/writes.ts';
import { systemClock } from '../functions/shared/clock.ts';
import type { Store } from '../functions/shared/store/store.ts';
import { asOperator } from './as-operator.ts';
import { SEED_PRICE_RULES } from './seed/price-rules.ts';

/** Brings the price rules of a new shop into force. Rules that are in force already stay, so a second call changes nothing. */
export async function seedPriceRules(store: Store, table: string): Promise<void> {
  const quotes = { reads: quotesReads(table), writes: quotesWrites(table) };
  const [active] = await store.readTogether([quotes.reads.activeRules()]);
  if (active) return;
  await asOperator(async () => {
    const { version } = await createRules({ store, table, quotes, clock: systemClock })({
      body: { rules: SEED_PRICE_RULES, note: 'What a new shop starts with' },
    });
    await activateRules({ store, quotes })({ params: { version } });
  });
}
