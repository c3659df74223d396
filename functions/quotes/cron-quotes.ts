import type { Context } from 'aws-lambda';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { scheduled } from '../shared/schedule.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { uploadsGuards } from '../uploads/guards.ts';
import { uploadsReads } from '../uploads/reads.ts';
import { quotesReads } from './reads.ts';
import { sweepQuotes } from './sweep-quotes.ts';
import { quotesWrites } from './writes.ts';

const table = env('QUOTES_TABLE');
const uploads = env('UPLOADS_TABLE');
const sweep = sweepQuotes({
  store: dynamoStore(),
  table,
  quotes: { reads: quotesReads(table), writes: quotesWrites(table) },
  uploads: { reads: uploadsReads(uploads), guards: uploadsGuards(uploads) },
  clock: systemClock,
});

/** Ends offers whose time is over, and reminds of those that end soon; started every ten minutes. */
export const handler = (_event: unknown, context: Context): Promise<void> => scheduled('sweep-quotes', context, sweep);
