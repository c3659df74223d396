import { identityChecks } from '../identity/guards.ts';
import { signedIn } from '../identity/signed-in.cognito.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { signedCursors } from '../shared/http/cursor.ts';
import { secret } from '../shared/secrets.aws.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { AdminListReviews, AdminReadReview, ModerateReview } from './contract.ts';
import { adminListReviews, adminReadReview, moderateReview } from './moderate-reviews.ts';
import { reviewsIn } from './reviews.ts';

const store = dynamoStore();
const ports = {
  store,
  reviews: reviewsIn(env('REVIEWS_TABLE')),
  identity: { checks: identityChecks(env('IDENTITY_TABLE')) },
  cursors: signedCursors(secret(env('CURSORS_SECRET'))),
  clock: systemClock,
};

export const handler = api(
  [
    on(AdminListReviews, adminListReviews(ports)),
    on(AdminReadReview, adminReadReview(ports)),
    on(ModerateReview, moderateReview(ports)),
  ],
  { ...signedIn(store), apiUrl: env('API_URL') },
);
