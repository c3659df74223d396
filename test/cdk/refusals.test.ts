import { expect, test } from 'vitest';
import { refusalPartition } from '../../functions/identity/identity-keys.ts';
import { stages } from '../../lib/config.ts';
import { assemblyOf, grantsOf } from '../support/assembly.ts';

// What a local cloud does not evaluate: the partitions that a grant reaches.
const app = await assemblyOf(stages.dev);
const [identity] = app
  .of('AWS::DynamoDB::Table')
  .filter(({ properties }) => properties.TableName === 'printverse-dev-identity');
const tableArn = `${identity?.ref.slice(0, -1)}.Arn}`;

/** What the functions of some contexts may write in identity's table. */
const writersAmong = (isMeant: (name: string) => boolean) =>
  app
    .of('AWS::Lambda::Function')
    .filter(({ properties }) => isMeant(String(properties.FunctionName)))
    .flatMap(({ properties }) => {
      const role = app.of('AWS::IAM::Role').find(({ ref }) => `${ref.slice(0, -1)}.Arn}` === properties.Role);
      return role ? grantsOf(app, role) : [];
    })
    .filter(({ resources }) => resources.includes(tableArn))
    .filter(({ actions }) => actions.some((action) => /Put|Update|Delete|Write/.test(action)));

test('no other context changes a user: it leaves refusals with identity, and nothing else [AUT-22, AUT-25]', () => {
  const writers = writersAmong((name) => !/^printverse-dev-(identity|privacy)-/.test(name));
  expect(writers.length).toBeGreaterThan(3);
  for (const { actions, conditions } of writers) {
    expect(actions).toEqual(['dynamodb:PutItem']);
    expect(conditions).toEqual({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${refusalPartition('')}*`] },
    });
  }
});

test('privacy takes a user away and never changes one [AUT-22]', () => {
  const writers = writersAmong((name) => name.startsWith('printverse-dev-privacy-'));
  const writing = writers.flatMap(({ actions, conditions }) =>
    actions.filter((action) => /Put|Update|Delete|Write/.test(action) && conditions === undefined),
  );
  expect([...new Set(writing)]).toEqual(['dynamodb:DeleteItem']);
});
