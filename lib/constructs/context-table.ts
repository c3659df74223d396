import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant as IamGrant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { TableAction, TableIndex } from '../../functions/shared/store/table-access.ts';
import type { StageConfig } from '../config.ts';

export interface ContextTableProps {
  readonly context: string;
  readonly config: StageConfig;
}

/** A context's own table: pk/sk, two sparse overloaded indexes, a stream for its facts, and the TTL attribute `ttl`. */
export class ContextTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { context, config }: ContextTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      tableName: `printverse-${config.stage}-${context}`,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'ttl',
      deletionProtection: config.retain,
      removalPolicy: config.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const index of ['gsi1', 'gsi2']) {
      this.table.addGlobalSecondaryIndex({
        indexName: index,
        partitionKey: { name: `${index}pk`, type: AttributeType.STRING },
        sortKey: { name: `${index}sk`, type: AttributeType.STRING },
        projectionType: ProjectionType.ALL,
      });
    }
  }

  get name(): string {
    return this.table.tableName;
  }

  /** Exactly these actions on the items of this table. */
  allow(grantee: IGrantable, ...actions: readonly TableAction[]): Grant {
    return IamGrant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `dynamodb:${action}`),
      resourceArns: [this.table.tableArn],
    });
  }

  /** Puts items whose partition begins like this, and reaches no other: for a neighbour who may leave something here. */
  allowLeaving(grantee: IGrantable, partitionPrefix: string): Grant {
    return IamGrant.addToPrincipal({
      grantee,
      actions: ['dynamodb:PutItem'],
      resourceArns: [this.table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${partitionPrefix}*`] } },
    });
  }

  /** Queries on one of the indexes, and nothing else. */
  allowIndex(grantee: IGrantable, index: TableIndex): Grant {
    return IamGrant.addToPrincipal({
      grantee,
      actions: ['dynamodb:Query'],
      resourceArns: [`${this.table.tableArn}/index/${index}`],
    });
  }
}
