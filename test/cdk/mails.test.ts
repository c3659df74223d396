import { expect, test } from 'vitest';
import { stages } from '../../lib/config.ts';
import { assemblyOf, grantsOf } from '../support/assembly.ts';

// What a local cloud does not know: SES judges a mail in the sandbox by its recipient's identity as well.
const config = stages.dev;
const app = await assemblyOf(config);
const sending = app
  .of('AWS::IAM::Role')
  .flatMap((role) => grantsOf(app, role))
  .filter(({ actions }) => actions.some((action) => action.startsWith('ses:')));

test('mails go out as raw messages only, from the shop’s address only, to whomever the account may write to', () => {
  const [sender] = app.of('AWS::SES::EmailIdentity');
  expect(sender?.properties.EmailIdentity).toBe(config.sender);
  expect(sending.map(({ actions, conditions }) => ({ actions, conditions }))).toEqual([
    { actions: ['ses:SendRawEmail'], conditions: undefined },
    { actions: ['ses:SendRawEmail'], conditions: { StringEquals: { 'ses:FromAddress': config.sender } } },
  ]);
  const [own, anybody] = sending.map(({ resources }) => resources.join());
  expect(own).toContain(`:identity/${sender?.ref}`);
  expect(anybody).toMatch(/^arn:\S+:ses:\S+:\{AWS::AccountId\}:identity\/\*$/);
});
