import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type StageConfig, stages } from '../../lib/config.ts';
import { apiFunction, EDGE_KEY_HEADER, pagesFunction } from '../../web/edge/functions.ts';
import { pageHeaders } from '../../web/edge/headers.ts';
import { type Properties, synthesise } from '../support/assembly.ts';
import { root } from '../support/rooms.ts';

// No local cloud has CloudFront: what is said here is all that is known before a deployment.
const WEB = 'https://shop.example';
const config: StageConfig = {
  ...stages.dev,
  publicUrls: { web: WEB, api: `${WEB}/api` },
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0',
};

/** Pages as a build leaves them. */
function builtPages(): string {
  const pages = join(root, '.test/built-pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), '<!doctype html>');
  writeFileSync(join(pages, 'assets/index-1.js'), '1');
  return pages;
}

/** Each of these synthesises a whole shop. Against hanging only, in milliseconds. */
const SYNTHESIS = { timeout: 600_000 };

const app = await synthesise(config, builtPages());
const [distribution] = app.of('AWS::CloudFront::Distribution');
const edge = distribution?.properties.DistributionConfig;
const behaviours = [{ PathPattern: '*', ...edge.DefaultCacheBehavior }, ...edge.CacheBehaviors] as Properties[];
const behaviourOf = (path: string) => behaviours.find(({ PathPattern }) => PathPattern === path);
const originOf = (path: string) =>
  (edge.Origins as Properties[]).find(({ Id }) => Id === behaviourOf(path)?.TargetOriginId);
const refTo = (value: unknown) => app.resources.find(({ ref }) => String(value).startsWith(ref.slice(0, -1)));

afterEach(() => vi.unstubAllEnvs());

describe('the one origin of the shop', () => {
  test('pages lie in a bucket that CloudFront alone reads [PLT-02]', () => {
    const pages = originOf('*');
    expect(pages.OriginAccessControlId).toBeDefined();
    expect(pages.S3OriginConfig).toEqual({ OriginAccessIdentity: '' });
    const policy = app
      .of('AWS::S3::BucketPolicy')
      .find(({ stack, id }) => stack.endsWith('-Web') && id.startsWith('Pages'));
    const statements: Properties[] = policy?.properties.PolicyDocument.Statement ?? [];
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    const [read] = allowed.filter(({ Principal }) => Principal.Service === 'cloudfront.amazonaws.com');
    expect(read).toMatchObject({ Action: 's3:GetObject' });
    expect(JSON.stringify(read?.Condition)).toContain('AWS:SourceArn');
    expect(JSON.stringify(allowed)).not.toContain('"*"');
  });

  test('every path is answered over TLS, by the pages, the API or the pictures', () => {
    expect(behaviours.map(({ PathPattern }) => PathPattern)).toEqual([
      '*',
      '/verify*',
      '/reset*',
      '/api/products*',
      '/api/categories',
      '/api/*',
      '/sitemap.xml',
      '/robots.txt',
      '/media/products/*',
      '/media/*',
    ]);
    for (const { ViewerProtocolPolicy } of behaviours)
      expect(ViewerProtocolPolicy).toMatch(/^(redirect-to-https|https-only)$/);
    expect(edge.ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
    expect(edge.Aliases).toEqual(['shop.example']);
  });

  test('the API is asked over TLS with the key by which it knows the edge, and every function of a route has that key [PLT-02]', () => {
    const api = originOf('/api/*');
    expect(JSON.stringify(api.DomainName)).toContain('.execute-api.');
    expect(api.CustomOriginConfig.OriginProtocolPolicy).toBe('https-only');
    const [header] = api.OriginCustomHeaders;
    expect(header.HeaderName).toBe(EDGE_KEY_HEADER);
    expect(header.HeaderValue).toContain('{{resolve:secretsmanager:');
    const served = app
      .of('AWS::Lambda::Function')
      .filter(({ properties }) => /-(http|http-[a-z-]+)$/.test(String(properties.FunctionName)))
      .filter(({ stack }) => !stack.includes('SandboxGateway'));
    expect(served.length).toBeGreaterThan(10);
    for (const { properties } of served) expect(properties.Environment.Variables.EDGE_KEY).toBe(header.HeaderValue);
  });

  test('what is somebody’s own is never kept at the edge, and carries everything but the host', () => {
    const own = behaviourOf('/api/*');
    // CachingDisabled and AllViewerExceptHostHeader, by the ids that CloudFront has for them.
    expect(own.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
    expect(own.OriginRequestPolicyId).toBe('b689b0a8-53d0-40ab-baf2-68738e2966ac');
    expect(own.AllowedMethods).toEqual(expect.arrayContaining(['DELETE', 'PATCH', 'POST', 'PUT']));
  });

  test('the catalog is kept as long as the API says, by language and question, and without who asks', () => {
    for (const path of ['/api/products*', '/api/categories']) {
      const policy = refTo(behaviourOf(path).CachePolicyId)?.properties.CachePolicyConfig;
      expect(policy).toMatchObject({ MinTTL: 0, DefaultTTL: 0 });
      expect(policy.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
        QueryStringsConfig: { QueryStringBehavior: 'all' },
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Language'] },
        CookiesConfig: { CookieBehavior: 'none' },
      });
    }
  });
});

describe('in front of it', () => {
  test('pages get their document and the API loses its prefix by the code that unit tests run [CAT-10]', () => {
    const codeOf = (path: string) =>
      refTo(behaviourOf(path).FunctionAssociations[0].FunctionARN)?.properties.FunctionCode as string;
    expect(behaviourOf('*').FunctionAssociations).toMatchObject([{ EventType: 'viewer-request' }]);
    for (const path of ['*', '/verify*']) expect(codeOf(path)).toBe(pagesFunction());
    for (const path of ['/api/*', '/api/products*']) expect(codeOf(path)).toBe(apiFunction());
    expect(behaviourOf('/media/*').FunctionAssociations).toBeUndefined();
    for (const { properties } of app.of('AWS::CloudFront::Function'))
      expect(properties.FunctionConfig.Runtime).toBe('cloudfront-js-2.0');
  });

  test.each([
    ['*', '/'],
    ['/verify*', '/verify'],
    ['/reset*', '/reset'],
  ])('%s has the headers that the local page server sends for %s [PLT-02]', (pattern, path) => {
    const policy = refTo(behaviourOf(pattern).ResponseHeadersPolicyId)?.properties.ResponseHeadersPolicyConfig;
    const security = policy.SecurityHeadersConfig;
    const sent = {
      ...Object.fromEntries(
        (policy.CustomHeadersConfig.Items as Properties[]).map(({ Header, Value }) => [Header, Value]),
      ),
      'content-security-policy': security.ContentSecurityPolicy.ContentSecurityPolicy,
      'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
      'strict-transport-security': `max-age=${security.StrictTransportSecurity.AccessControlMaxAgeSec}; includeSubDomains`,
      'x-content-type-options': 'nosniff',
    } as Record<string, string>;
    const files = /connect-src 'self' ([^;]*);/.exec(sent['content-security-policy'] ?? '')?.[1]?.split(' ') ?? [];
    expect(files).toHaveLength(2);
    expect(files.join()).toMatch(/Originals.*RegionalDomainName.*Sheets.*RegionalDomainName/);
    expect(sent).toEqual(pageHeaders(path, { files }));
    expect(security.StrictTransportSecurity.IncludeSubdomains).toBe(true);
    expect(security.ContentTypeOptions).toEqual({ Override: true });
  });

  test('a firewall turns floods of one address and known attacks away [PLT-02]', () => {
    const [acl] = app.of('AWS::WAFv2::WebACL');
    expect(acl?.properties.Scope).toBe('CLOUDFRONT');
    const rules = acl?.properties.Rules as Properties[];
    expect(rules[0]).toMatchObject({
      Name: 'flood',
      Action: { Block: {} },
      Statement: { RateBasedStatement: { Limit: 3_000, AggregateKeyType: 'IP' } },
    });
    expect(rules.slice(1).map(({ Name, OverrideAction }) => [Name, OverrideAction])).toEqual([
      ['AWSManagedRulesAmazonIpReputationList', { None: {} }],
      ['AWSManagedRulesKnownBadInputsRuleSet', { None: {} }],
      ['AWSManagedRulesCommonRuleSet', { None: {} }],
    ]);
    expect(refTo(edge.WebACLId)).toBe(acl);
  });
});

describe('a deployment', () => {
  test('puts files there before documents that name them, keeps what older documents name, and has neither kept too long', () => {
    const deployments = app.of('Custom::CDKBucketDeployment');
    const [assets, others, documents] = ['Assets', 'Others', 'Documents'].map((id) =>
      deployments.find((one) => one.id.startsWith(id)),
    );
    const controlOf = (one: typeof assets) => one?.properties.SystemMetadata['cache-control'];
    expect(assets?.properties).toMatchObject({ Exclude: ['*'], Include: ['assets/*'], Prune: false });
    expect(controlOf(assets)).toBe('public, max-age=31536000, immutable');
    expect(others?.properties).toMatchObject({ Exclude: ['assets/*', '*.html'], Prune: false });
    expect(documents?.properties).toMatchObject({ Exclude: ['*'], Include: ['*.html'], Prune: false });
    expect(controlOf(documents)).toBe('no-cache');
    expect(documents?.dependsOn).toEqual(expect.arrayContaining([assets?.id, others?.id]));
    expect(deployments).toHaveLength(3);
  });

  test.each([
    ['no address of the pages', {}],
    ['an API elsewhere', { publicUrls: { web: WEB, api: 'https://api.example' } }],
    ['no certificate for its host', { publicUrls: config.publicUrls }],
  ])('that says %s is refused in one sentence', SYNTHESIS, async (_, settings) => {
    const { certificateArn: _without, ...rest } = config;
    const refused = synthesise({ ...rest, publicUrls: {}, ...settings }, builtPages());
    await expect(refused).rejects.toThrow(/^In lib\/config\.ts, [^.\n]+(\.[a-z][^.\n]*)*\.$/i);
  });

  test('under the host that CloudFront gives needs no certificate of its own', SYNTHESIS, async () => {
    const given = 'https://d111111abcdef8.cloudfront.net';
    const { certificateArn: _, ...rest } = config;
    const { resources } = await synthesise({ ...rest, publicUrls: { web: given, api: `${given}/api` } }, builtPages());
    const [found] = resources.filter(({ type }) => type === 'AWS::CloudFront::Distribution');
    expect(found?.properties.DistributionConfig).not.toHaveProperty('Aliases');
  });

  test('without pages has no edge, and no function believes one', SYNTHESIS, async () => {
    const { resources } = await synthesise(stages.dev);
    expect(resources.filter(({ type }) => /CloudFront|WAFv2/.test(type))).toEqual([]);
    expect(JSON.stringify(resources.map(({ properties }) => properties))).not.toContain('EDGE_KEY');
  });

  test('to another region has its firewall in us-east-1, where CloudFront looks for it', SYNTHESIS, async () => {
    vi.stubEnv('CDK_DEFAULT_ACCOUNT', '123456789012');
    vi.stubEnv('CDK_DEFAULT_REGION', 'eu-central-1');
    const { templates } = await synthesise(config, builtPages());
    const exported = JSON.stringify(templates['PrintVerse-dev-WebAcl']);
    expect(exported).toContain('AWS::WAFv2::WebACL');
    // The stack of the firewall writes its ARN for the other region, and the pages' stack reads it there.
    expect(exported).toContain('Custom::CrossRegionExportWriter');
    expect(JSON.stringify(templates['PrintVerse-dev-Web'])).toContain('Custom::CrossRegionExportReader');
  });
});
