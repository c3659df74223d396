import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { signedIn } from '@printverse/client/program-client.ts';
import { answered, type ShopClient, shopClient } from '@printverse/client/shop-client.ts';
import { dynamoStore } from '../../functions/shared/store/store.dynamodb.ts';
import { clientConfig } from '../../local/cloud.ts';
import type { Outputs } from '../../local/outputs.ts';
import { makeUser } from '../../local/seed-users.ts';
import { eventually } from '../support/eventually.ts';

export interface ReviewStorm {
  /** Of the first request of each: `201`, `503 busy`. */
  readonly answers: Readonly<Record<string, number>>;
  /** Requests that it took until all were kept. */
  readonly requests: number;
  readonly rating: { readonly average: number; readonly count: number };
  readonly faults: readonly string[];
}

/** Requests that one person sends at most; a busy shop says when to come again. */
const TRIES = 20;
/** People who are given an account at once. */
const AT_ONCE = 10;

/**
 * `people` people review one product at the same moment; whoever is told that the shop is busy comes again. In the end the
 * card shows exactly what they gave. In: a product that nobody has reviewed.
 */
export async function reviewStorm(
  { endpoint, outputs }: { readonly endpoint: string; readonly outputs: Outputs },
  { people, productId }: { readonly people: number; readonly productId: string },
): Promise<ReviewStorm> {
  const crowd: ShopClient[] = [];
  while (crowd.length < people) {
    const next = Array.from({ length: Math.min(AT_ONCE, people - crowd.length) }, () => newPerson(endpoint, outputs));
    crowd.push(...(await Promise.all(next)));
  }
  const stars = crowd.map((_, index) => 1 + (index % 5));
  const answers: Record<string, number> = {};
  const faults: string[] = [];
  let requests = 0;
  const review = async (shop: ShopClient, rating: number) => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      requests += 1;
      const { response, error } = await shop.POST('/reviews', { body: { productId, rating, text: 'One of many.' } });
      const code = error && 'code' in error ? error.code : '';
      const answer = `${response.status} ${code}`.trim();
      if (attempt === 1) answers[answer] = (answers[answer] ?? 0) + 1;
      // A request whose answer was lost finds its review.
      if (response.status === 201 || (attempt > 1 && code === 'already-reviewed')) return;
      if (response.status !== 503) return void faults.push(`answered ${answer}`);
      await sleep(1_000 * Number(response.headers.get('retry-after') ?? 1));
    }
    faults.push(`busy ${TRIES} times`);
  };
  await Promise.all(crowd.map((shop, index) => review(shop, stars[index] ?? 1)));
  const sum = stars.reduce((total, one) => total + one, 0);
  const wanted = { average: Math.round((sum / people) * 10) / 10, count: people };
  const anybody = shopClient({ apiUrl: outputs.apiUrl });
  const page = () => answered(anybody.GET('/products/{productId}', { params: { path: { productId } } }));
  const rating = await eventually(
    `the card to show ${people} reviews`,
    async () => {
      const { rating: shown } = await page();
      return shown.count >= people ? shown : undefined;
    },
    300,
  );
  if (rating.average !== wanted.average || rating.count !== wanted.count)
    faults.push(`the card says ${JSON.stringify(rating)}, not ${JSON.stringify(wanted)}`);
  return { answers, requests, rating, faults };
}

/** Somebody new, signed in. */
async function newPerson(endpoint: string, { apiUrl, userPoolId }: Outputs): Promise<ShopClient> {
  const login = {
    email: `${randomBytes(8).toString('hex')}@example.com`,
    password: randomBytes(15).toString('base64url'),
  };
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint)), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const cognito = new CognitoIdentityProviderClient(clientConfig(endpoint));
  const books = { store: dynamoStore(documents), identityTable: 'printverse-local-identity', userPoolId, cognito };
  await makeUser(books, 'customer', login);
  return signedIn(apiUrl, login);
}
