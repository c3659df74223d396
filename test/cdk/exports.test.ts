import { describe, expect, test } from 'vitest';
import { EXPORT_DAYS } from '../../functions/privacy/contract.ts';
import { stages } from '../../lib/config.ts';
import { assemblyOf, type Properties } from '../support/assembly.ts';

// A local cloud drops lifecycle rules and judges no bucket policy.
const app = await assemblyOf(stages.dev);
const [bucket] = app.of('AWS::S3::Bucket');

describe('the bucket of exports', () => {
  test('is open to nobody, encrypted, and forgets every file by itself [PLT-02]', () => {
    expect(app.of('AWS::S3::Bucket')).toHaveLength(1);
    expect(bucket?.properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(
      bucket?.properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault,
    ).toEqual({ SSEAlgorithm: 'AES256' });
    expect(bucket?.properties.LifecycleConfiguration.Rules).toMatchObject([
      { Status: 'Enabled', ExpirationInDays: EXPORT_DAYS },
    ]);
    // Versions would outlive their file.
    expect(bucket?.properties).not.toHaveProperty('VersioningConfiguration');
  });

  test('is spoken to over TLS only, by the functions of privacy alone [PLT-02]', () => {
    const [policy] = app.of('AWS::S3::BucketPolicy');
    expect(policy?.properties.PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
    const holders = app
      .of('AWS::IAM::Policy')
      .filter(({ properties }) =>
        (properties.PolicyDocument.Statement as Properties[]).some(({ Action }) =>
          [Action].flat().join().includes('s3:'),
        ),
      );
    expect(holders.map(({ id }) => id.replace(/Of.*/, '')).toSorted()).toEqual([
      'PrivacyErasures',
      'PrivacyExportRequestedFunction',
      'PrivacyHttp',
      'PrivacyUserErasedFunction',
    ]);
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
    // And nobody else is told of the end of an order but whoever writes the mail about it.
    expect(rules.filter(({ type }) => type === 'order.completed')).toHaveLength(1);
  });
});
