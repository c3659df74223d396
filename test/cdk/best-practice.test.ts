import { type App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { stages } from '../../lib/config.ts';
import { withApp } from '../support/assembly.ts';

/** Findings that we live with, each with its reason; one that is found no more has to leave this list. */
const ACKNOWLEDGED: readonly { readonly rule: RegExp; readonly at: RegExp; readonly because: string }[] = [
  {
    rule: /^AwsSolutions-APIG4$/,
    at: /\/(GET|HEAD|POST|PUT|PATCH|DELETE) |Unmatched/,
    because: 'Public and signed routes have no authorizer by contract; api.test.ts compares every route with its own.',
  },
  {
    rule: /^AwsSolutions-SMG4$/,
    at: /Key\/Resource$|Secret\/Resource$/,
    because:
      'Signing keys are rotated by hand, with the previous one accepted meanwhile (runbook); no service rotates them.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /(Relay|ErrandRecorded)/,
    because: 'dynamodb:ListStreams, which every stream event source needs, knows no resource.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: /Machine\/Role/,
    because: 'Log delivery and traces of a state machine can be granted for no single resource.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<[A-Za-z0-9]+Steps[0-9A-F]+\.Arn>:\*\]$/,
    at: /Machine\/Role/,
    because: 'The versions of the step functions that this machine calls, and of no other function.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.+:execution:printverse-[a-z]+-order-saga:\*\]$/,
    at: /Saga/,
    because: 'An execution is named after its order, so only the machine can be named beforehand.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.+:identity\/\*\]$/,
    at: /MailDue/,
    because: 'SES’s sandbox judges by the recipient, whoever it is; a condition holds the grant to the shop’s address.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.+ExportsBucket[0-9A-Za-z]+\/\*\]$/,
    at: /Privacy/,
    because: 'The objects of this one bucket, which are named after people and exports that come and go.',
  },
  {
    rule: /^AwsSolutions-S1$/,
    at: /Exports/,
    because: 'Who asked for a link is in the log of the API; a log of the bucket would say less, and about people.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.+SearchBucket[0-9A-Za-z]+\/\*\]$/,
    at: /Catalog/,
    because: 'The snapshots of this one bucket, each under a name of its own.',
  },
  {
    rule: /^AwsSolutions-S1$/,
    at: /Search/,
    because: 'Only three functions of the shop get at it; what it holds is public.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.+(Originals|Pictures)Bucket[0-9A-Za-z]+\/\*\]$/,
    at: /Media/,
    because: 'The pictures of these two buckets, each under a name of its own.',
  },
  {
    rule: /^AwsSolutions-S1$/,
    at: /Originals|Pictures/,
    because: 'Who asked for a link is in the log of the API, and what is served is public.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.+SheetsBucket[0-9A-Za-z]+\/\*\]$/,
    at: /Catalog/,
    because: 'The files of this one bucket, each named after an import or an export.',
  },
  {
    rule: /^AwsSolutions-S1$/,
    at: /Sheets/,
    because: 'Who asked for a link is in the log of the API; products are no secret.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.+(Incoming|Models)Bucket[0-9A-Za-z]+\/\*\]$/,
    at: /Uploads|Privacy/,
    because: 'The models of these two buckets, each under the id of its upload; erasure deletes those of one person.',
  },
  {
    rule: /^AwsSolutions-S1$/,
    at: /Incoming|Models/,
    because: 'Who was given a link is a fact of the upload; a log of the bucket would say less, and about people.',
  },
  {
    rule: /^AwsSolutions-COG1$/,
    at: /Users\/Pool/,
    because:
      'Twelve characters or more of any kind: length protects, prescribed kinds of characters do not (NIST SP 800-63B).',
  },
  {
    rule: /^AwsSolutions-COG(2|8)$/,
    at: /Users\/Pool/,
    because:
      'Nobody signs in at Cognito itself: limits and warnings are the identity context’s, a second factor is not offered yet.',
  },
  {
    rule: /^Serverless-LambdaTracing$/,
    at: /./,
    because: 'A trace is followed by its correlation id and W3C traceparent through requests, events and log lines.',
  },
  {
    rule: /^Serverless-LambdaDLQ$/,
    at: /./,
    because: 'No function is invoked asynchronously but the sweepers, whose next run makes a lost one good.',
  },
  {
    rule: /^Serverless-LambdaAsyncFailureDestination$/,
    at: /./,
    because: 'Likewise: a sweeper that failed is alarmed, and its next run does the work.',
  },
  {
    rule: /^Serverless-SQSRedrivePolicy$/,
    at: /DeadLetters|StreamFailures/,
    because: 'These are the dead-letter queues, of queues and of streams.',
  },
  {
    rule: /^AwsSolutions-SQS3$/,
    at: /StreamFailures/,
    because: 'It takes the failures of a stream, whose event source cdk-nag does not look at.',
  },
  {
    rule: /^Serverless-LambdaEventSourceMappingDestination$/,
    at: /SqsEventSource/,
    because: 'What a queue’s function fails on goes to the queue’s own dead letters; streams have a destination.',
  },
  {
    rule: /^Serverless-EventBusDLQ$/,
    at: /Rule/,
    because: 'Rules by the clock start sweepers: nothing is in a lost event that the next one does not bring.',
  },
];

interface Finding {
  readonly rule: string;
  readonly at: string;
}

/** What the packs find in the development stage, resource by resource. */
function findingsIn(app: App): Finding[] {
  const found: Finding[] = [];
  const asking = (pack: NagPack): IPolicyValidationPlugin => ({
    name: pack.name,
    validate(context) {
      for (const { ruleName, violatingResources } of pack.validate(context).violations) {
        for (const { constructPath } of violatingResources) found.push({ rule: ruleName, at: constructPath ?? '' });
      }
      return { success: true, violations: [] };
    },
  });
  Validations.of(app).addPlugins(asking(new AwsSolutionsChecks(app)), asking(new ServerlessChecks(app)));
  app.synth();
  return found;
}

const found = await withApp(stages.dev, findingsIn);

test('the rule packs look at the app at all', () => {
  expect(found.length).toBeGreaterThan(10);
});

test('nothing that AWS’s rule packs find is left without an answer', () => {
  const open = found.filter((one) => !ACKNOWLEDGED.some(({ rule, at }) => rule.test(one.rule) && at.test(one.at)));
  expect([...new Set(open.map(({ rule, at }) => `${rule} ${at}`))]).toEqual([]);
});

test('nothing is answered that nobody asks any more', () => {
  const idle = ACKNOWLEDGED.filter(({ rule, at }) => !found.some((one) => rule.test(one.rule) && at.test(one.at)));
  expect(idle.map(({ because }) => because)).toEqual([]);
});
