import type { OrderCost, StepCost } from './costs.ts';
import type { MatrixResult } from './fault-matrix.ts';
import type { FuzzResult } from './fuzz.ts';
import type { StormResult } from './hot-sku.ts';
import type { LastSecondResult } from './last-second.ts';
import type { ReviewStorm } from './review-storm.ts';
import type { RaceResult } from './session-races.ts';
import type { UnkindResult } from './unkind.ts';
import type { WideResult } from './wide-pool.ts';

const cells = (cost: StepCost): string =>
  `${cost.step.padEnd(46)} ${String(cost.storeCalls).padStart(11)} ${String(cost.writeUnits).padStart(11)} ${String(cost.invocations).padStart(11)}`;

/** A cost as a table of integers. */
export const costTable = (cost: OrderCost): string =>
  [
    cost.path,
    `${'step'.padEnd(46)} ${'store calls'.padStart(11)} ${'write units'.padStart(11)} ${'invocations'.padStart(11)}`,
    ...cost.steps.map(cells),
    cells({
      step: 'checkout to end',
      storeCalls: cost.storeCalls,
      writeUnits: cost.writeUnits,
      invocations: cost.invocations,
    }),
    ...cost.aside.map(
      ({ step, storeCalls, writeUnits }) =>
        `${`aside: ${step}`.padEnd(46)} ${String(storeCalls).padStart(11)} ${String(writeUnits).padStart(11)}`,
    ),
    `billed transitions ${cost.transitions}, mails ${cost.mails}`,
  ].join('\n');

const counts = (record: Readonly<Record<string, number>>): string =>
  Object.entries(record)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${count} × ${name}`)
    .join(', ');

export const stormLine = (title: string, { answers, orders, oversold, faults }: StormResult): string =>
  [
    title,
    `  answers: ${counts(answers)}`,
    `  orders: ${counts(orders)}`,
    `  oversold: ${Math.max(0, oversold)}`,
    ...faults.map((fault) => `  ✗ ${fault}`),
  ].join('\n');

export const unkindLine = ({ orders, answers }: UnkindResult): string =>
  [`  answers: ${counts(answers)}`, `  orders: ${counts(orders)}`].join('\n');

export const wideLine = ({ changes, answers, orders }: WideResult): string =>
  [`  changes of the width: ${counts(changes)}`, `  answers: ${counts(answers)}`, `  orders: ${counts(orders)}`].join(
    '\n',
  );

export const lastSecondLine = ({ orders }: LastSecondResult): string => `  orders: ${counts(orders)}`;

export const matrixLine = ({ cells: broken, healed, orders, faults }: MatrixResult): string =>
  [
    `${broken} cells broken, ${healed} orders parked and healed by retry`,
    `  orders: ${counts(orders)}`,
    ...faults.map((fault) => `  ✗ ${fault}`),
  ].join('\n');

export const racesLine = ({ rounds, storm, faults }: RaceResult): string =>
  [`  at once: ${counts(storm)}`, `  rounds: ${counts(rounds)}`, ...faults.map((fault) => `  ✗ ${fault}`)].join('\n');

export const reviewsLine = ({ answers, requests, rating, faults }: ReviewStorm): string =>
  [
    `  first answers: ${counts(answers)}; ${requests} requests until all were kept`,
    `  the card: ${rating.average} of ${rating.count}`,
    ...faults.map((fault) => `  ✗ ${fault}`),
  ].join('\n');

export const fuzzLine = ({ requests, byStatus, operations, succeeded }: FuzzResult): string =>
  [
    `${requests} requests; ${succeeded} of ${operations} operations succeeded before the fuzz`,
    `  answers: ${counts(byStatus)}`,
  ].join('\n');
