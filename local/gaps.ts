import { ApiGatewayV2Client, type Cors, UpdateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import {
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  type BucketLifecycleConfiguration,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { readStacks } from './assembly.ts';
import { clientConfig } from './cloud.ts';

type Properties = Record<string, unknown>;
type Apply = (physicalId: string, properties: Properties) => Promise<void>;

/**
 * Applies what the template says and the emulator drops: CORS of HTTP APIs, time to live and point-in-time recovery of
 * tables, lifecycle rules of buckets. To be called after every deployment; a second call changes nothing.
 */
export async function closeGaps({ endpoint, assembly }: { endpoint: string; assembly: string }): Promise<void> {
  const config = clientConfig(endpoint);
  const apis = new ApiGatewayV2Client(config);
  const dynamodb = new DynamoDBClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const cloudFormation = new CloudFormationClient(config);

  const applyToTable: Apply = async (TableName, properties) => {
    const timeToLive = properties.TimeToLiveSpecification as { AttributeName: string; Enabled: boolean } | undefined;
    if (timeToLive?.Enabled) {
      const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
      // Enabling what is enabled is an error, as on AWS.
      if (!TimeToLiveDescription?.TimeToLiveStatus?.startsWith('ENABL')) {
        await dynamodb.send(
          new UpdateTimeToLiveCommand({
            TableName,
            TimeToLiveSpecification: timeToLive,
          }),
        );
      }
    }
    const replicas = properties.Replicas as Properties[] | undefined;
    const recovery = (replicas?.[0] ?? properties).PointInTimeRecoverySpecification as
      | { PointInTimeRecoveryEnabled: boolean }
      | undefined;
    if (recovery?.PointInTimeRecoveryEnabled) {
      await dynamodb.send(
        new UpdateContinuousBackupsCommand({
          TableName,
          PointInTimeRecoverySpecification: {
            PointInTimeRecoveryEnabled: true,
          },
        }),
      );
    }
  };

  const gaps: Record<string, Apply> = {
    'AWS::ApiGatewayV2::Api': async (ApiId, { CorsConfiguration }) => {
      if (CorsConfiguration !== undefined) {
        await apis.send(
          new UpdateApiCommand({
            ApiId,
            CorsConfiguration: CorsConfiguration as Cors,
          }),
        );
      }
    },
    'AWS::DynamoDB::Table': applyToTable,
    'AWS::DynamoDB::GlobalTable': applyToTable,
    'AWS::S3::Bucket': async (Bucket, { LifecycleConfiguration }) => {
      if (LifecycleConfiguration === undefined) return;
      const rules = (LifecycleConfiguration as { Rules: LifecycleRule[] }).Rules.map(toSdkRule);
      await s3.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket,
          LifecycleConfiguration: { Rules: rules },
        }),
      );
    },
  };

  try {
    for (const { name, template } of await readStacks(assembly)) {
      const dropped = Object.entries(template.Resources).filter(([, { Type }]) => Type in gaps);
      if (dropped.length === 0) continue;
      const physicalIds = await readPhysicalIds(cloudFormation, name);
      for (const [logicalId, { Type, Properties = {} }] of dropped) {
        const physicalId = physicalIds.get(logicalId);
        if (physicalId === undefined) throw new Error(`${logicalId} of ${name} is in the template and not deployed`);
        await gaps[Type]?.(physicalId, Properties);
      }
    }
  } finally {
    for (const client of [apis, dynamodb, s3, cloudFormation]) client.destroy();
  }
}

type LifecycleRule = {
  Id?: string;
  Status: 'Enabled' | 'Disabled';
  Prefix?: string;
  ExpirationInDays?: number;
  NoncurrentVersionExpiration?: { NoncurrentDays: number };
  AbortIncompleteMultipartUpload?: { DaysAfterInitiation: number };
};

/** The template's spelling of a lifecycle rule in the service's; a rule it cannot spell is refused rather than dropped. */
function toSdkRule(rule: LifecycleRule): NonNullable<BucketLifecycleConfiguration['Rules']>[number] {
  const {
    Id,
    Status,
    Prefix = '',
    ExpirationInDays,
    NoncurrentVersionExpiration,
    AbortIncompleteMultipartUpload,
    ...rest
  } = rule;
  const unknown = Object.keys(rest);
  if (unknown.length > 0) throw new Error(`local/gaps.ts does not know the lifecycle property ${unknown.join(', ')}`);
  return {
    ID: Id,
    Status,
    Filter: { Prefix },
    ...(ExpirationInDays === undefined ? {} : { Expiration: { Days: ExpirationInDays } }),
    ...(NoncurrentVersionExpiration === undefined ? {} : { NoncurrentVersionExpiration }),
    ...(AbortIncompleteMultipartUpload === undefined ? {} : { AbortIncompleteMultipartUpload }),
  };
}

async function readPhysicalIds(client: CloudFormationClient, stack: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
    for (const { LogicalResourceId, PhysicalResourceId } of page.StackResourceSummaries ?? []) {
      if (LogicalResourceId && PhysicalResourceId) ids.set(LogicalResourceId, PhysicalResourceId);
    }
  }
  return ids;
}
