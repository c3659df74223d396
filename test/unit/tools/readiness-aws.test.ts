import { expect, test } from 'vitest';
import { type AccountFacts, judgeAccount } from '../../../tools/readiness-aws.ts';

const ready: AccountFacts = {
  region: 'eu-central-1',
  account: '111122223333',
  bootstrapVersion: 21,
  sender: 'shop@example.com',
  senderVerified: true,
  mailsPerDay: 50_000,
  concurrentExecutions: 1000,
};

const judge = (facts: Partial<AccountFacts>) => judgeAccount({ ...ready, ...facts });

test('an account that has everything is deployed to without a word [PLT-01]', () => {
  expect(judge({})).toEqual([]);
});

test.for([
  ['no region', { region: undefined }, /AWS_REGION/],
  ['no credentials', { account: undefined }, /credentials/],
  ['no bootstrap', { bootstrapVersion: undefined }, /cdk bootstrap aws:\/\/111122223333\/eu-central-1/],
  ['an old bootstrap', { bootstrapVersion: 5 }, /version 5/],
] as const)('%s stops a deployment and is said in one sentence', ([, facts, sentence]) => {
  const [finding, ...others] = judge(facts);
  expect(others).toEqual([]);
  expect(finding?.stops).toBe(true);
  expect(finding?.sentence).toMatch(sentence);
});

test.for([
  ['an unverified sender', { senderVerified: false }, /shop@example\.com/],
  ['a sender nobody could ask about', { senderVerified: undefined }, /shop@example\.com/],
  ['the mail sandbox', { mailsPerDay: 200 }, /sandbox/],
  ['the first Lambda quota', { concurrentExecutions: 10 }, /runs 10 functions/],
] as const)('%s is told and stops nothing', ([, facts, sentence]) => {
  const [finding, ...others] = judge(facts);
  expect(others).toEqual([]);
  expect(finding?.stops).toBe(false);
  expect(finding?.sentence).toMatch(sentence);
});
