import { Construct } from 'constructs';
import { HttpEntry } from '../constructs/http-entry.ts';
import type { Platform } from '../platform.ts';

/** What customers say of products. */
export class ReviewsContext extends Construct {
  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    new HttpEntry(this, 'Http', {
      foundation: platform,
      context: 'reviews',
      entry: 'http',
      tables: {
        reviews: ['BatchGetItem', 'PutItem'],
        'reviews/gsi1': ['Query'],
        catalog: ['BatchGetItem'],
        identity: ['BatchGetItem', 'ConditionCheckItem'],
      },
      secrets: ['cursors'],
      environment: { API_URL: platform.apiUrl },
    });
  }
}
