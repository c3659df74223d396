import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { EXPORT_DAYS } from '../../functions/privacy/contract.ts';
import type { StageConfig } from '../config.ts';
import { ContextTable } from '../constructs/context-table.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import { TABLES, type Tables } from '../platform.ts';

/** What must outlive every other stack: one table per context, and the files. */
export class DataStack extends Stack {
  readonly tables: Tables;
  readonly exports: PrivateBucket;

  constructor(scope: Construct, id: string, props: StackProps & { readonly config: StageConfig }) {
    super(scope, id, props);
    this.tables = Object.fromEntries(
      TABLES.map((context) => [context, new ContextTable(this, pascal(context), { context, config: props.config })]),
    ) as unknown as Tables;
    this.exports = new PrivateBucket(this, 'Exports', { config: props.config, holds: 'exports', days: EXPORT_DAYS });
  }
}

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
