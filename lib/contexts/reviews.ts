import { Construct } from 'constructs';
import { OrderCompleted } from '../../functions/orders/contract.ts';
import { adminRoutes, ReviewChanged, shopRoutes } from '../../functions/reviews/contract.ts';
import { EventConsumer } from '../constructs/event-consumer.ts';
import { HttpEntry } from '../constructs/http-entry.ts';
import type { Platform } from '../platform.ts';

/** What customers say of products, how it is counted, and who of them has bought what they speak of. */
export class ReviewsContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const reviews = { foundation: platform, context: 'reviews' };
    new HttpEntry(this, 'Http', {
      ...reviews,
      entry: 'http',
      routes: shopRoutes,
      tables: {
        reviews: ['BatchGetItem', 'PutItem', 'ConditionCheckItem'],
        'reviews/gsi1': ['Query'],
        'reviews/gsi2': ['Query'],
        catalog: ['BatchGetItem'],
        identity: ['BatchGetItem', 'ConditionCheckItem'],
      },
      secrets: ['cursors'],
      environment: { API_URL: platform.apiUrl },
    });
    new EventConsumer(this, 'ReviewChanged', {
      ...reviews,
      entry: 'on-review-changed',
      events: [ReviewChanged],
      // Reviews of one product are counted in one item: few at a time are faster than many that get in each other's way.
      batchSize: 1,
      concurrency: 2,
      tables: {
        reviews: ['BatchGetItem', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
        'reviews/gsi1': ['Query'],
      },
    });
    new EventConsumer(this, 'OrderCompleted', {
      ...reviews,
      entry: 'on-order-completed',
      events: [OrderCompleted],
      tables: {
        reviews: ['BatchGetItem', 'PutItem', 'ConditionCheckItem'],
        orders: ['BatchGetItem'],
        identity: ['ConditionCheckItem'],
      },
    });
  }
}

/** Reviews for staff. */
export class ReviewsBackoffice extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    new HttpEntry(this, 'Admin', {
      foundation: platform,
      context: 'reviews',
      entry: 'http-admin',
      routes: adminRoutes,
      tables: {
        reviews: ['BatchGetItem', 'PutItem'],
        'reviews/gsi2': ['Query'],
        identity: ['BatchGetItem', 'ConditionCheckItem'],
      },
      secrets: ['cursors'],
      environment: { API_URL: platform.apiUrl },
    });
  }
}
