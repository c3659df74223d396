import { identityChecks } from '../identity/guards.ts';
import { signedIn } from '../identity/signed-in.cognito.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { uploadsGuards } from '../uploads/guards.ts';
import { uploadsReads } from '../uploads/reads.ts';
import { ActivatePriceRules, CreatePriceRules, DecideQuote, ListPriceRules, TryPriceRules } from './contract.ts';
import { decideQuote } from './decide-quote.ts';
import { activateRules, createRules, listRules, tryRules } from './keep-rules.ts';
import { quotesReads } from './reads.ts';
import { quotesWrites } from './writes.ts';

const store = dynamoStore();
const table = env('QUOTES_TABLE');
const uploads = env('UPLOADS_TABLE');
const ports = {
  store,
  table,
  quotes: { reads: quotesReads(table), writes: quotesWrites(table) },
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  clock: systemClock,
};

export const handler = api(
  [
    on(
      DecideQuote,
      decideQuote({
        ...ports,
        uploads: { reads: uploadsReads(uploads), guards: uploadsGuards(uploads) },
        identity: { checks: identityChecks(env('IDENTITY_TABLE')) },
      }),
    ),
    on(ListPriceRules, listRules(ports)),
    on(CreatePriceRules, createRules(ports)),
    on(TryPriceRules, tryRules({ ...ports, uploads: uploadsReads(uploads) })),
    on(ActivatePriceRules, activateRules(ports)),
  ],
  { ...signedIn(store), apiUrl: env('API_URL') },
);
