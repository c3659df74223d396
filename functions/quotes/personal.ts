/** What quotes know of people: what they wanted printed, and what they wrote to it. */
import * as z from 'zod';
import { repliesPartition } from '../shared/http/replies.ts';
import { Timestamp } from '../shared/http/shapes.ts';
import { Money } from '../shared/money.ts';
import { type PersonalPorts, personalPart } from '../shared/personal.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { everyItem } from '../shared/store/store.ts';
import { uploadsGuards } from '../uploads/guards.ts';
import { uploadsReads } from '../uploads/reads.ts';
import type { Quote } from './quote.ts';
import { allQuotesOf } from './quote-lists.ts';
import { quotesReads } from './reads.ts';
import { quotesWrites } from './writes.ts';

type Ports = PersonalPorts<'quotes'>;
type ErasePorts = PersonalPorts<'quotes' | 'uploads'>;

/** In the place of a file's name that was erased. */
const ERASED = 'erased';

export const quotesPersonal = personalPart({
  context: 'quotes',
  access: {
    exportSections: { quotes: [], 'quotes/gsi1': ['Query'] },
    erase: {
      quotes: ['BatchGetItem', 'Query', 'PutItem', 'DeleteItem'],
      'quotes/gsi1': ['Query'],
      uploads: ['BatchGetItem', 'UpdateItem'],
    },
  },
  sections: {
    quotes: z
      .array(
        z.object({
          id: z.string(),
          status: z.string(),
          uploadId: z.string(),
          fileName: z.string(),
          fileSha256: z.string(),
          config: z.object({ material: z.string(), colour: z.string(), finish: z.string(), quantity: z.int() }),
          note: z.string().optional(),
          reason: z.string().optional().meta({ description: 'Why it was rejected' }),
          offer: z.object({ price: Money, eta: z.string(), expiresAt: Timestamp }).optional(),
          orderId: z.string().optional(),
          createdAt: Timestamp,
          updatedAt: Timestamp,
        }),
      )
      .optional(),
  },

  async exportSections({ store, tables }: Ports, userId) {
    return { quotes: await allQuotesOf(store, tables.quotes, userId) };
  },

  /**
   * Of what became an order stays what is printed, and its file, for its production; of everything else nothing, and its file is
   * let go. Answers that were kept for repeats go.
   */
  async erase(ports: ErasePorts, userId) {
    const { store, tables } = ports;
    for (const { id } of await allQuotesOf(store, tables.quotes, userId)) await letGo(ports, id, userId);
    for (const item of await everyItem(store, { table: tables.quotes, partition: repliesPartition(userId) })) {
      const key = { pk: String(item['pk']), sk: String(item['sk']) };
      await store.write({ kind: 'delete', table: tables.quotes, key });
    }
    return [];
  },
});

const letGo = ({ store, tables: { quotes, uploads } }: ErasePorts, id: string, userId: string): Promise<void> =>
  whileStale(async () => {
    const [quote] = await store.readTogether([quotesReads(quotes).quote(id)]);
    if (quote?.customerId !== userId) return;
    const writes = quotesWrites(quotes);
    const { customerId: _1, note: _2, ...rest } = quote;
    const kept: Quote = { ...rest, fileName: ERASED, version: quote.version + 1 };
    if (quote.status === 'ACCEPTED') return void (await store.write(writes.replace(kept, quote)));
    const [upload] = await store.readTogether([uploadsReads(uploads).upload(quote.uploadId)]);
    await store.commit([
      writes.forget(quote),
      ...(upload?.uses[id] ? [uploadsGuards(uploads).letGoFor(upload, id)] : []),
    ]);
  });
