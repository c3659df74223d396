import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type Grant, Grant as IamGrant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

export type ObjectAction = 'GetObject' | 'PutObject' | 'DeleteObject';

export interface PrivateBucketProps {
  readonly config: StageConfig;
  /** What lies in it: `exports`. */
  readonly holds: string;
  /** Days after which an object goes by itself; without it, objects stay. */
  readonly days?: number;
  /** Browsers of our pages put files here by signed links, and S3 tells the account's bus of each. */
  readonly takesUploads?: boolean;
}

/** Files that nobody gets at but functions and whoever they give a signed link. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { config, holds, days, takesUploads }: PrivateBucketProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    const pages = [...config.origins, ...(config.publicUrls.web ? [config.publicUrls.web] : [])];
    this.bucket = new Bucket(this, 'Bucket', {
      // Names of buckets are shared by all accounts of the world.
      bucketName: `printverse-${config.stage}-${holds}-${account}-${region}`,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        {
          id: 'gone',
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          ...(days === undefined ? {} : { expiration: Duration.days(days) }),
        },
      ],
      ...(takesUploads && pages.length > 0 ? { cors: [uploadsFrom(pages)] } : {}),
      removalPolicy: config.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    if (takesUploads) {
      // By the property itself: the CDK's own switch is a custom resource.
      (this.bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
        eventBridgeConfiguration: { eventBridgeEnabled: true },
      };
    }
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

/** What a page of ours may send with a file: the headers that are signed. */
const uploadsFrom = (pages: string[]) => ({
  allowedOrigins: pages,
  allowedMethods: [HttpMethods.PUT],
  allowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256'],
  maxAge: 3_600,
});
