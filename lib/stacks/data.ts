import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { ContextTable } from '../constructs/context-table.ts';
import { TABLES, type Tables } from '../platform.ts';

/** What must outlive every other stack: one table per context. */
export class DataStack extends Stack {
  readonly tables: Tables;

  constructor(scope: Construct, id: string, props: StackProps & { readonly config: StageConfig }) {
    super(scope, id, props);
    this.tables = Object.fromEntries(
      TABLES.map((context) => [context, new ContextTable(this, pascal(context), { context, config: props.config })]),
    ) as unknown as Tables;
  }
}

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
