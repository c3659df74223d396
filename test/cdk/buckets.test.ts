import { describe, expect, test } from 'vitest';
import { SHEET_DAYS, SNAPSHOT_DAYS } from '../../functions/catalog/contract.ts';
import { ORIGINAL_DAYS } from '../../functions/media/contract.ts';
import { EXPORT_DAYS } from '../../functions/privacy/contract.ts';
import { INCOMING_DAYS } from '../../functions/uploads/contract.ts';
import { stages } from '../../lib/config.ts';
import { assemblyOf, type Properties } from '../support/assembly.ts';

// A local cloud drops lifecycle rules and judges no bucket policy.
const app = await assemblyOf(stages.dev);
const buckets = app.of('AWS::S3::Bucket');
/** Days until files go; pictures that are shown stay, and models until somebody deletes them. */
const DAYS = {
  Exports: EXPORT_DAYS,
  Incoming: INCOMING_DAYS,
  Models: undefined,
  Originals: ORIGINAL_DAYS,
  Pictures: undefined,
  Search: SNAPSHOT_DAYS,
  Sheets: SHEET_DAYS,
};

describe('the buckets', () => {
  test('are those that are listed here', () => {
    expect(buckets.map(({ id }) => id.replace(/Bucket.*/, '')).toSorted()).toEqual(Object.keys(DAYS));
  });

  test.each(Object.entries(DAYS))(
    '%s is open to nobody, encrypted, and forgets every file by itself after %s days [PLT-02]',
    (name, days) => {
      const bucket = buckets.find(({ id }) => id.startsWith(name));
      expect(bucket?.properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(
        bucket?.properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault,
      ).toEqual({ SSEAlgorithm: 'AES256' });
      const rules = bucket?.properties.LifecycleConfiguration.Rules as Properties[];
      expect(rules.map(({ Status, ExpirationInDays }) => [Status, ExpirationInDays])).toEqual([['Enabled', days]]);
      // Versions would outlive their file.
      expect(bucket?.properties).not.toHaveProperty('VersioningConfiguration');
    },
  );

  test.each(Object.keys(DAYS))('%s is spoken to over TLS only [PLT-02]', (name) => {
    const policy = app.of('AWS::S3::BucketPolicy').find(({ id }) => id.startsWith(name));
    expect(policy?.properties.PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });

  test('that browsers put files into take them from our pages alone and tell of each; no other does either [UPL-07, ADM-02]', () => {
    const open = buckets.filter(
      ({ properties }) => properties.CorsConfiguration ?? properties.NotificationConfiguration,
    );
    expect(open.map(({ id }) => id.replace(/Bucket.*/, '')).toSorted()).toEqual(['Incoming', 'Originals', 'Sheets']);
    for (const { properties } of open) {
      expect(properties.NotificationConfiguration).toEqual({ EventBridgeConfiguration: { EventBridgeEnabled: true } });
      expect(properties.CorsConfiguration.CorsRules).toMatchObject([
        {
          AllowedMethods: ['PUT'],
          AllowedOrigins: [...stages.dev.origins],
          AllowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256'],
        },
      ]);
    }
  });

  test.each([
    ['Exports', ['PrivacyErasures', 'PrivacyExportRequestedFunction', 'PrivacyHttp', 'PrivacyUserErasedFunction']],
    ['Incoming', ['UploadsFileStoredFunction', 'UploadsHttp', 'UploadsSweep']],
    [
      'Models',
      [
        'PrivacyErasures',
        'PrivacyUserErasedFunction',
        'UploadsAdmin',
        'UploadsFileStoredFunction',
        'UploadsFileUploadedFunction',
        'UploadsHttp',
        'UploadsPreviews',
        'UploadsSweep',
      ],
    ],
    ['Originals', ['MediaAdmin', 'MediaOriginalStoredFunction']],
    ['Pictures', ['MediaHttp', 'MediaOriginalStoredFunction']],
    ['Sheets', ['CatalogAdmin', 'CatalogProductExportRequestedFunction', 'CatalogSheetStoredFunction']],
    ['Search', ['CatalogHttp', 'CatalogSearchedChangedFunction', 'CatalogSnapshots']],
  ])('%s is open to these functions alone: %j [PLT-02]', (name, expected) => {
    const holders = app
      .of('AWS::IAM::Policy')
      .filter(({ properties }) =>
        (properties.PolicyDocument.Statement as Properties[]).some(
          ({ Action, Resource }) =>
            [Action].flat().join().includes('s3:') && JSON.stringify(Resource).includes(`${name}Bucket`),
        ),
      );
    expect(holders.map(({ id }) => id.replace(/Of.*/, '')).toSorted()).toEqual(expected);
  });
});

describe('an order', () => {
  const queues = new Map(app.of('AWS::SQS::Queue').map((queue) => [queue.ref, String(queue.properties.QueueName)]));
  const rules = app.of('AWS::Events::Rule').flatMap(({ properties }) =>
    ((properties.EventPattern?.['detail-type'] ?? []) as string[]).map((type) => ({
      type,
      targets: JSON.stringify(properties.Targets),
    })),
  );
  const isPrivacys = (targets: string) =>
    [...queues].some(([ref, name]) => /-privacy-(?!.*-dlq$)/.test(name) && targets.includes(ref.slice(0, -1)));

  test('of somebody who stays costs no erasure: privacy is told of nothing but a wish for data and a leaving [AUT-22, PRF-02]', () => {
    const told = rules.filter(({ targets }) => isPrivacys(targets)).map(({ type }) => type);
    expect(told.toSorted()).toEqual(['user.erased', 'user.export.requested']);
    expect(rules.filter(({ type }) => type === 'user.erased')).toHaveLength(1);
    // And nobody is told of the end of an order but whoever writes the mail about it, and whoever keeps what was bought.
    expect(rules.filter(({ type }) => type === 'order.completed')).toHaveLength(2);
  });
});
