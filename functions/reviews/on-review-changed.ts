import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { ReviewChanged } from './contract.ts';
import { countReview } from './count-review.ts';
import { reviewsIn } from './reviews.ts';

const count = countReview({ store: dynamoStore(), reviews: reviewsIn(env('REVIEWS_TABLE')), clock: systemClock });

export const handler = consumer([when(ReviewChanged, ({ event: { data } }) => count(data))]);
