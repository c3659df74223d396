import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { API_PREFIX, apiFunction, EDGE_KEY_HEADER, pagesFunction } from '../../web/edge/functions.ts';
import { pageHeaders } from '../../web/edge/headers.ts';
import type { StageConfig } from '../config.ts';
import { headersPolicy } from '../constructs/headers-policy.ts';
import { PrivateBucket } from '../constructs/private-bucket.ts';
import type { Platform } from '../platform.ts';
import { Refused } from '../refused.ts';

/** Seconds for which an answer of the catalog is kept at the edge, at most: the API says less. */
const CATALOG_SECONDS = 60;
/** Seconds that the API may take: longer than its functions may. */
const API_SECONDS = 30;

export interface WebProps extends StackProps {
  readonly platform: Platform;
  /** Folder of the built pages. */
  readonly pages: string;
  readonly webAclArn: string;
}

/**
 * The one origin of the shop: pages, the API below /api, and pictures below /media. Throws `Refused` where the stage does not say
 * under which host it is.
 */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, { platform, pages, webAclArn, ...stackProps }: WebProps) {
    const { config, edgeKey } = platform;
    const host = hostOf(config);
    super(scope, id, stackProps);

    // The interfaces of the CDK are not exact about optional properties; its classes are.
    const bucket = new PrivateBucket(this, 'Pages', { config, holds: 'pages' }).bucket as IBucket;
    const files = S3BucketOrigin.withOriginAccessControl(bucket);
    const api = new HttpOrigin(`${platform.api.apiId}.execute-api.${this.region}.${this.urlSuffix}`, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      readTimeout: Duration.seconds(API_SECONDS),
      ...(edgeKey
        ? { customHeaders: { [EDGE_KEY_HEADER]: edgeKey.secretValueFromJson('current').unsafeUnwrap() } }
        : {}),
    });
    const { originals, sheets } = platform.buckets;
    const uploads = [originals, sheets].map((one) => `https://${one.bucket.bucketRegionalDomainName}`);
    const page = this.pagesBehaviour(files, uploads);

    /** Files of the API that everybody sees alike, kept as long as it says. */
    const kept: BehaviorOptions = {
      origin: api,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    };

    const distribution = new Distribution(this, 'Edge', {
      comment: `PrintVerse ${config.stage}`,
      ...(config.certificateArn
        ? {
            domainNames: [host],
            certificate: Certificate.fromCertificateArn(this, 'Certificate', config.certificateArn),
          }
        : {}),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Customers are in Europe.
      priceClass: PriceClass.PRICE_CLASS_100,
      webAclId: webAclArn,
      defaultBehavior: page('/'),
      additionalBehaviors: {
        '/verify*': page('/verify'),
        '/reset*': page('/reset'),
        ...this.apiBehaviours(api),
        '/sitemap.xml': kept,
        '/robots.txt': kept,
        // Drawings and pictures of the pages themselves; what staff upload the API serves.
        '/media/products/*': { origin: files, viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS },
        '/media/*': kept,
      },
    });
    this.deploy(bucket, pages);
    new CfnOutput(this, 'WebUrl', { value: config.publicUrls.web ?? '' });
    new CfnOutput(this, 'EdgeHost', { value: distribution.distributionDomainName });
  }

  /** How pages are served, with the headers of the page at a path. */
  private pagesBehaviour(origin: IOrigin, uploads: readonly string[]): (path: string) => BehaviorOptions {
    const toDocument = this.edgeFunction('ToDocument', pagesFunction());
    return (path) => ({
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headersPolicy(
        this,
        `Headers${path === '/' ? 'Pages' : path.slice(1)}`,
        pageHeaders(path, { files: uploads }),
      ),
      functionAssociations: [{ function: toDocument, eventType: FunctionEventType.VIEWER_REQUEST }],
    });
  }

  private apiBehaviours(origin: IOrigin): Record<string, BehaviorOptions> {
    const toApi = this.edgeFunction('ToApi', apiFunction());
    const asked: BehaviorOptions = {
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      functionAssociations: [{ function: toApi, eventType: FunctionEventType.VIEWER_REQUEST }],
    };
    const listed: BehaviorOptions = {
      ...asked,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
      cachePolicy: new CachePolicy(this, 'Catalog', {
        comment: 'As long as the API says; who asks plays no part',
        minTtl: Duration.seconds(0),
        defaultTtl: Duration.seconds(0),
        maxTtl: Duration.seconds(CATALOG_SECONDS),
        queryStringBehavior: CacheQueryStringBehavior.all(),
        headerBehavior: CacheHeaderBehavior.allowList('Accept-Language'),
        cookieBehavior: CacheCookieBehavior.none(),
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      }),
    };
    return {
      [`${API_PREFIX}/products*`]: listed,
      [`${API_PREFIX}/categories`]: listed,
      [`${API_PREFIX}/*`]: {
        ...asked,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
    };
  }

  private edgeFunction(id: string, code: string): EdgeFunction {
    return new EdgeFunction(this, id, { runtime: FunctionRuntime.JS_2_0, code: FunctionCode.fromInline(code) });
  }

  /**
   * Files first, documents last: no document names a file that is not there yet. What an older document names stays, for
   * whoever has it open.
   */
  private deploy(destinationBucket: IBucket, pages: string): void {
    const put = (id: string, chosen: { exclude: string[]; include?: string[] }, cacheControl: CacheControl[]) =>
      new BucketDeployment(this, id, {
        sources: [Source.asset(pages, { exclude: ['.vite'] })],
        destinationBucket,
        prune: false,
        cacheControl,
        ...chosen,
      });
    const assets = put('Assets', { exclude: ['*'], include: ['assets/*'] }, [
      CacheControl.fromString('public, max-age=31536000, immutable'),
    ]);
    const others = put('Others', { exclude: ['assets/*', '*.html'] }, [
      CacheControl.fromString('public, max-age=3600'),
    ]);
    const documents = put('Documents', { exclude: ['*'], include: ['*.html'] }, [CacheControl.noCache()]);
    documents.node.addDependency(assets, others);
  }
}

/** Hosts that CloudFront gives and has a certificate for. */
const GIVEN = '.cloudfront.net';

function hostOf({ stage, publicUrls: { api, web }, certificateArn }: StageConfig): string {
  const host = web === undefined ? undefined : new URL(web).host;
  if (host === undefined || api !== `${web}${API_PREFIX}` || (certificateArn === undefined && !host.endsWith(GIVEN))) {
    throw new Refused(
      `In lib/config.ts, give ${stage} publicUrls.web, publicUrls.api as the same with ${API_PREFIX}, and the certificateArn of that host in us-east-1, or deploy the API without pages by PAGES=none.`,
    );
  }
  return host;
}
