import { expect, test } from 'vitest';
import { type Became, makeInTurn } from '../../../local/seed-pictures.ts';

/** Makes three pictures; what becomes of each, look by look. */
async function played(looks: Readonly<Record<string, Became[]>>) {
  const told: string[] = [];
  const started: string[] = [];
  const result = await makeInTurn(
    Object.keys(looks),
    async (name) => {
      started.push(name);
      return name;
    },
    async (name) => looks[name]?.shift() ?? 'late',
    (made, total) => told.push(`${made} of ${total}`),
  );
  return { ...result, told, started };
}

test('a picture that is late keeps no other from being made, and counts once it is there [CAT-09]', async () => {
  expect(await played({ a: ['made'], b: ['late', 'made'], c: ['made'] })).toEqual({
    made: 3,
    late: [],
    told: ['1 of 3', '2 of 3', '3 of 3'],
    started: ['a', 'b', 'c'],
  });
});

test('those that are late to the end are named together [CAT-09]', async () => {
  expect(await played({ a: ['late', 'late'], b: ['made'], c: ['late', 'late'] })).toMatchObject({
    made: 1,
    late: ['a', 'c'],
    told: ['1 of 3'],
  });
});

test('nothing is started once nobody waits any more [CAT-09]', async () => {
  expect(await played({ a: ['made'], b: ['ended'], c: ['made'] })).toMatchObject({ made: 1, started: ['a', 'b'] });
});
