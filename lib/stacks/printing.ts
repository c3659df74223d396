import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { QuotesContext } from '../contexts/quotes.ts';
import { UploadsContext } from '../contexts/uploads.ts';
import type { Platform } from '../platform.ts';

/** Models of customers and what it costs to print them. A stack of its own, because a stack may have 500 resources. */
export class PrintingStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly platform: Platform }) {
    super(scope, id, props);
    const { platform } = props;
    new UploadsContext(this, 'Uploads', platform);
    new QuotesContext(this, 'Quotes', platform);
  }
}
