import { activateRules, createRules } from '../../../functions/quotes/keep-rules.ts';
import { newQuote, type Quote } from '../../../functions/quotes/quote.ts';
import { quotesReads } from '../../../functions/quotes/reads.ts';
import { reckon } from '../../../functions/quotes/reckon-quote.ts';
import { quotesWrites } from '../../../functions/quotes/writes.ts';
import type { Item } from '../../../functions/shared/store/store.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { SEED_PRICE_RULES } from '../../../local/seed/price-rules.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';
import { measuredCube, takenModel } from '../../support/taken-model.ts';

/** What the context stores, an item of every kind. */
export async function writtenToday(): Promise<Readonly<Record<string, Item | undefined>>> {
  const store = memoryStore();
  const now = new Date('2026-11-29T10:00:00.000Z');
  const clock = { now: () => now };
  const quotes = { reads: quotesReads('quotes'), writes: quotesWrites('quotes') };
  const upload = { ...takenModel('upl_01JD0000000000000000000000'), analysis: measuredCube };
  const customerId = 'usr_01JD0000000000000000000000';
  await asOperator(async () => {
    await createRules({ store, table: 'quotes', quotes, clock })({ body: { rules: SEED_PRICE_RULES, note: 'First' } });
    await activateRules({ store, quotes })({ params: { version: 1 } });
    const priced = reckon(upload, { material: 'pla', quantity: 2 }, { version: 1, rules: SEED_PRICE_RULES }, now);
    const about = { id: 'quo_01JD0000000000000000000000', customerId, uploadId: upload.id, note: 'Please' };
    const quote: Quote = newQuote({ ...about, fileName: upload.fileName, fileSha256: upload.sha256 }, priced, now);
    await store.commit(quotes.writes.create({ ...quote, customerId }));
    await store.write(
      quotes.writes.share('q3Zt0m8ZkW1v5yJxR7bNcA', { quoteId: quote.id, expiresAt: '2026-12-29T10:00:00.000Z' }),
    );
  });
  const items = store.items('quotes');
  const at = (partition: string, place: string) =>
    items.find(({ pk, sk }) => String(pk).startsWith(partition) && String(sk).startsWith(place));
  return {
    storedQuote: at('QUOTE#', 'META'),
    storedRules: at('RULES', 'V#'),
    storedActiveRules: at('RULES', 'ACTIVE'),
    storedShare: at('SHARE#', 'META'),
  };
}
