import { signedIn } from '../identity/signed-in.cognito.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { Allowances, attemptBuckets } from '../shared/http/attempts.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { keptReplies } from '../shared/http/replies.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { uploadsGuards } from '../uploads/guards.ts';
import { uploadsReads } from '../uploads/reads.ts';
import {
  AskForReview,
  EstimatePrice,
  ListQuotes,
  ReadPrintOptions,
  ReadQuote,
  ReadSharedQuote,
  RequestQuote,
  Requote,
  ShareQuote,
} from './contract.ts';
import { estimatePrice } from './estimate-price.ts';
import { readOptions } from './read-options.ts';
import { listQuotes, readQuote } from './read-quotes.ts';
import { quotesReads } from './reads.ts';
import { askForReview, requestQuote, requote } from './request-quote.ts';
import { readSharedQuote, shareQuote } from './share-quote.ts';
import { quotesWrites } from './writes.ts';

const store = dynamoStore();
const table = env('QUOTES_TABLE');
const uploads = env('UPLOADS_TABLE');
const apiUrl = env('API_URL');
const guarded = signedIn(store);
const ports = {
  store,
  table,
  quotes: { reads: quotesReads(table), writes: quotesWrites(table) },
  uploads: { reads: uploadsReads(uploads), guards: uploadsGuards(uploads) },
  users: guarded.users,
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  clock: systemClock,
  apiUrl,
};
const attempts = attemptBuckets({
  store,
  table,
  clock: systemClock,
  allowances: Allowances.parse(JSON.parse(env('ATTEMPTS'))),
});

export const handler = api(
  [
    on(ReadPrintOptions, readOptions(ports)),
    on(EstimatePrice, estimatePrice(ports)),
    on(RequestQuote, requestQuote(ports)),
    on(ListQuotes, listQuotes(ports)),
    on(ReadQuote, readQuote(ports)),
    on(AskForReview, askForReview(ports)),
    on(Requote, requote(ports)),
    on(ShareQuote, shareQuote(ports)),
    on(ReadSharedQuote, readSharedQuote(ports)),
  ],
  { ...guarded, attempts, replies: keptReplies({ store, table, clock: systemClock }), apiUrl },
);
