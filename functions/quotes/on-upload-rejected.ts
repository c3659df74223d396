import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { UploadRejected } from '../uploads/contract.ts';
import { uploadsReads } from '../uploads/reads.ts';
import { quotesReads } from './reads.ts';
import { rejectQuotes } from './reject-quotes.ts';
import { quotesWrites } from './writes.ts';

const table = env('QUOTES_TABLE');
const uploads = env('UPLOADS_TABLE');
const reject = rejectQuotes({
  store: dynamoStore(),
  quotes: { reads: quotesReads(table), writes: quotesWrites(table) },
  uploads: uploadsReads(uploads),
  clock: systemClock,
});

export const handler = consumer([when(UploadRejected, ({ event: { data } }) => reject(data.uploadId))]);
