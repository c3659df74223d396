import { catalogReads } from '../catalog/reads.ts';
import { identityChecks } from '../identity/guards.ts';
import { identityReads } from '../identity/reads.ts';
import { signedIn } from '../identity/signed-in.cognito.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { ListProductReviews, PostReview } from './contract.ts';
import { listProductReviews } from './list-product-reviews.ts';
import { postReview } from './post-review.ts';
import { reviewsIn } from './reviews.ts';

const store = dynamoStore();
const people = env('IDENTITY_TABLE');
const ports = {
  store,
  reviews: reviewsIn(store, env('REVIEWS_TABLE')),
  catalog: catalogReads(env('CATALOG_TABLE')),
  identity: { reads: identityReads(people), checks: identityChecks(people) },
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  clock: systemClock,
};

export const handler = api([on(PostReview, postReview(ports)), on(ListProductReviews, listProductReviews(ports))], {
  ...signedIn(store),
  apiUrl: env('API_URL'),
});
