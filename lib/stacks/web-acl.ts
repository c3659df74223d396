import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

/** CloudFront takes web ACLs and certificates from this region alone, wherever the rest of the shop runs. */
export const EDGE_REGION = 'us-east-1';

/** Requests of one address in five minutes: a page with its pictures is some forty, and an office shares an address. */
const MOST_REQUESTS = 3_000;
const WINDOW_SECONDS = 300;

/** Rules of AWS by name, and those of their parts that only count. */
const MANAGED: readonly (readonly [name: string, counted: readonly string[]])[] = [
  ['AWSManagedRulesAmazonIpReputationList', []],
  ['AWSManagedRulesKnownBadInputsRuleSet', []],
  // Refuses bodies over 8 KB; a product with texts in three languages is longer. The API has its own limit.
  ['AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY']],
];

/** What is turned away before it costs anything: floods of one address, and requests that are known attacks. */
export class WebAclStack extends Stack {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: StackProps & { readonly config: StageConfig }) {
    const { config, ...stackProps } = props;
    super(scope, id, stackProps);
    const seen = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      metricName,
      sampledRequestsEnabled: true,
    });
    const acl = new CfnWebACL(this, 'Acl', {
      name: `printverse-${config.stage}-web`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen('web'),
      rules: [
        {
          name: 'flood',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: {
            rateBasedStatement: {
              limit: MOST_REQUESTS,
              evaluationWindowSec: WINDOW_SECONDS,
              aggregateKeyType: 'IP',
            },
          },
          visibilityConfig: seen('flood'),
        },
        ...MANAGED.map(([name, counted], index) => ({
          name,
          priority: index + 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name,
              ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
            },
          },
          visibilityConfig: seen(name),
        })),
      ],
    });
    this.arn = acl.attrArn;
  }
}
