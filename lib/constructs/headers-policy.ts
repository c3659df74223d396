import { Duration } from 'aws-cdk-lib';
import { HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/**
 * Headers that CloudFront puts on every answer of a behaviour, whatever the origin says. In: names in small letters, with values.
 * CloudFront takes those that are about safety as settings of their own, and every other one as it is.
 */
export function headersPolicy(
  scope: Construct,
  id: string,
  headers: Readonly<Record<string, string>>,
): ResponseHeadersPolicy {
  const {
    'content-security-policy': policy,
    'strict-transport-security': transport,
    'referrer-policy': referrer,
    'x-content-type-options': sniffing,
    ...others
  } = headers;
  const referrerPolicy = Object.values(HeadersReferrerPolicy).find((one) => one === referrer);
  if (!referrerPolicy || !transport || !policy || sniffing !== 'nosniff') {
    throw new Error(`${id} lacks a header of every page`);
  }
  const [, seconds = '0'] = /max-age=(\d+)/.exec(transport) ?? [];
  const override = true;
  return new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: policy, override },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(Number(seconds)),
        includeSubdomains: transport.includes('includeSubDomains'),
        override,
      },
      referrerPolicy: { referrerPolicy, override },
      contentTypeOptions: { override },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(others).map(([header, value]) => ({ header, value, override })),
    },
  });
}
