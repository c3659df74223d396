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
import {
  ChangeReview,
  ListProductReviews,
  ListUserReviews,
  PostReview,
  ReadReview,
  WithdrawReview,
} from './contract.ts';
import { listProductReviews, listUserReviews } from './list-reviews.ts';
import { changeReview, readReview, withdrawReview } from './own-review.ts';
import { postReview } from './post-review.ts';
import { reviewsIn } from './reviews.ts';

const store = dynamoStore();
const people = env('IDENTITY_TABLE');
const ports = {
  store,
  reviews: reviewsIn(env('REVIEWS_TABLE')),
  catalog: catalogReads(env('CATALOG_TABLE')),
  identity: { reads: identityReads(people), checks: identityChecks(people) },
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  clock: systemClock,
};

export const handler = api(
  [
    on(PostReview, postReview(ports)),
    on(ReadReview, readReview(ports)),
    on(ChangeReview, changeReview(ports)),
    on(WithdrawReview, withdrawReview(ports)),
    on(ListProductReviews, listProductReviews(ports)),
    on(ListUserReviews, listUserReviews(ports)),
  ],
  { ...signedIn(store), apiUrl: env('API_URL') },
);
