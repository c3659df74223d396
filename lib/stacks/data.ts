import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SHEET_DAYS, SNAPSHOT_DAYS } from '../../functions/catalog/contract.ts';
import { ORIGINAL_DAYS } from '../../functions/media/contract.ts';
import { EXPORT_DAYS } from '../../functions/privacy/contract.ts';
import { INCOMING_DAYS } from '../../functions/uploads/contract.ts';
import type { StageConfig } from '../config.ts';
import { ContextTable } from '../constructs/context-table.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { type Buckets, TABLES, type Tables } from '../platform.ts';

/** What must outlive every other stack: one table per context, and the files. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly buckets: Buckets;

  constructor(scope: Construct, id: string, props: StackProps & { readonly config: StageConfig }) {
    super(scope, id, props);
    this.tables = Object.fromEntries(
      TABLES.map((context) => [context, new ContextTable(this, pascal(context), { context, config: props.config })]),
    ) as unknown as Tables;
    const { config } = props;
    this.buckets = {
      exports: new PrivateBucket(this, 'Exports', { config, holds: 'exports', days: EXPORT_DAYS }),
      search: new PrivateBucket(this, 'Search', { config, holds: 'search', days: SNAPSHOT_DAYS }),
      originals: new PrivateBucket(this, 'Originals', {
        config,
        holds: 'originals',
        days: ORIGINAL_DAYS,
        takesUploads: true,
      }),
      media: new PrivateBucket(this, 'Pictures', { config, holds: 'media' }),
      sheets: new PrivateBucket(this, 'Sheets', { config, holds: 'sheets', days: SHEET_DAYS, takesUploads: true }),
      incoming: new PrivateBucket(this, 'Incoming', {
        config,
        holds: 'incoming',
        days: INCOMING_DAYS,
        takesUploads: true,
      }),
      models: new PrivateBucket(this, 'Models', { config, holds: 'models' }),
    };
  }
}

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
