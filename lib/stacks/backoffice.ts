import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CatalogBackoffice } from '../contexts/catalog.ts';
import { IdentityBackoffice } from '../contexts/identity.ts';
import { MediaBackoffice } from '../contexts/media.ts';
import { OrdersBackoffice } from '../contexts/orders.ts';
import { QuotesBackoffice } from '../contexts/quotes.ts';
import { ReviewsBackoffice } from '../contexts/reviews.ts';
import { UploadsBackoffice } from '../contexts/uploads.ts';
import type { Platform } from '../platform.ts';

/** Everything that only staff meet. */
export class BackofficeStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly platform: Platform }) {
    super(scope, id, props);
    new CatalogBackoffice(this, 'Catalog', props.platform);
    new IdentityBackoffice(this, 'Identity', props.platform);
    new MediaBackoffice(this, 'Media', props.platform);
    new OrdersBackoffice(this, 'Orders', props.platform);
    new QuotesBackoffice(this, 'Quotes', props.platform);
    new ReviewsBackoffice(this, 'Reviews', props.platform);
    new UploadsBackoffice(this, 'Uploads', props.platform);
  }
}
