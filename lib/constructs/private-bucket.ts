import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type Grant, Grant as IamGrant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

export type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject';

export interface PrivateBucketProps {
  readonly config: StageConfig;
  /** What lies in it: `exports`. */
  readonly holds: string;
  /** Days after which an object goes by itself. */
  readonly days: number;
}

/** Files that nobody gets at but functions and whoever they give a signed link, and that do not stay. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { config, holds, days }: PrivateBucketProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    this.bucket = new Bucket(this, 'Bucket', {
      // Names of buckets are shared by all accounts of the world.
      bucketName: `printverse-${config.stage}-${holds}-${account}-${region}`,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        { id: 'gone', expiration: Duration.days(days), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: config.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  get name(): string {
    return this.bucket.bucketName;
  }

  /** Exactly these actions on the objects of this bucket. */
  allow(grantee: IGrantable, ...actions: readonly ObjectAction[]): Grant {
    return IamGrant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `s3:${action}`),
      resourceArns: [this.bucket.arnForObjects('*')],
    });
  }
}
