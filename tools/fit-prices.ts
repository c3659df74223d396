import { isDeepStrictEqual, parseArgs } from 'node:util';
import { DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { orderLists } from '../functions/orders/orders.dynamodb.ts';
import { ordersReads, printLines } from '../functions/orders/reads.ts';
import {
  expectedOf,
  type Fit,
  type FittedConstant,
  fitOf,
  fittedMachine,
  fittedMaterial,
  LEAST_JOBS,
  type Pair,
} from '../functions/quotes/price/fit.ts';
import type { PriceRules } from '../functions/quotes/price/rules.ts';
import { quotesReads } from '../functions/quotes/reads.ts';
import type { MonthPosition } from '../functions/shared/store/monthly-list.ts';
import { dynamoStore } from '../functions/shared/store/store.dynamodb.ts';
import type { Store } from '../functions/shared/store/store.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { findTarget } from './target.ts';

const usage = 'npm run fit:prices -- [--stage <stage on AWS>]';
const PAGE = 100;

/** A finished job: one print of one order. */
interface Job {
  readonly machineId: string;
  readonly material: string;
  readonly grams: Pair;
  readonly minutes: Pair;
}

if (import.meta.main) {
  await runMain(async () => {
    const { config, stage } = await findTarget(readStage());
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient(config));
    const table = (context: string) => `printverse-${stage}-${context}`;
    const lines = await report(dynamoStore(documents), table('orders'), table('quotes')).catch((error: unknown) => {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      throw new OperatorError(`There are no tables of the stage ${stage}: deploy it first.`);
    });
    for (const line of lines) console.log(line);
  });
}

/** What the finished jobs of a shop say of its price rules, line by line. */
export async function report(store: Store, ordersTable: string, quotesTable: string): Promise<string[]> {
  const [active] = await store.readTogether([quotesReads(quotesTable).activeRules()]);
  if (!active) return ['No price rules are in force, so there is nothing to fit.'];
  const { rules, version } = active;
  const { jobs, left } = await finishedJobs(store, ordersTable, quotesTable, rules);
  const pairsBy = (chosen: (job: Job) => boolean, what: 'grams' | 'minutes') =>
    jobs.filter(chosen).map((job) => job[what]);
  return [
    `${jobs.length} finished jobs to fit version ${version} by; ${left} were left out (several prints in one order, or other constants).`,
    ...rules.materials.flatMap((material) =>
      told(
        `Material ${material.id}`,
        pairsBy((job) => job.material === material.id, 'grams'),
        ({ factor }) => fittedMaterial(material, factor),
      ),
    ),
    ...rules.machines.flatMap((machine) =>
      told(
        `Machine ${machine.id}`,
        pairsBy((job) => job.machineId === machine.id, 'minutes'),
        ({ factor }) => fittedMachine(machine, factor),
      ),
    ),
  ];
}

function told(name: string, pairs: readonly Pair[], constants: (fit: Fit) => FittedConstant[]): string[] {
  const fit = fitOf(pairs);
  if (!fit) return [`${name}: ${pairs.length} jobs are too few to fit by, ${LEAST_JOBS} are needed.`];
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return [
    `${name}: ${fit.jobs} jobs, mean error ${percent(fit.before)} by the rule, ${percent(fit.after)} fitted without the job judged.`,
    ...constants(fit).map((one) => `  ${one.name.padEnd(22)} rule ${shown(one.rule)}   fitted ${shown(one.fitted)}`),
  ];
}

const shown = (value: number): string => String(Number(value.toPrecision(4))).padStart(8);

/** Every order with actuals and one print, as far as it was priced by the constants that are in force. */
async function finishedJobs(store: Store, ordersTable: string, quotesTable: string, rules: PriceRules) {
  const lists = orderLists(store, ordersTable);
  const quotes = quotesReads(quotesTable);
  const jobs: Job[] = [];
  let left = 0;
  let position: MonthPosition | undefined;
  do {
    const page = await lists.all(PAGE, position, new Date());
    position = page.position;
    const [orders] = await store.readTogether([ordersReads(ordersTable).orders(page.ids)]);
    for (const { head, details } of orders) {
      const actuals = head.production?.actuals;
      if (!actuals) continue;
      // What was noted is of all prints of an order: it tells of a quote where that is the only one.
      const [print, ...others] = printLines(details.lines);
      const [quote] = print && 'quoteId' in print ? await store.readTogether([quotes.quote(print.quoteId)]) : [];
      const [quotedBy] = quote ? await store.readTogether([quotes.rules(quote.rulesVersion)]) : [];
      const constants = quote && constantsOf(rules, quote.reckoning.machineId, quote.config.material);
      const then = quote && quotedBy && constantsOf(quotedBy.rules, quote.reckoning.machineId, quote.config.material);
      if (!quote || !constants || others.length > 0 || !isDeepStrictEqual(constants, then)) {
        left += 1;
        continue;
      }
      const { grams, seconds, machineId } = quote.reckoning;
      const expected = expectedOf(constants.material, { grams: grams * quote.config.quantity, seconds });
      jobs.push({
        machineId,
        material: quote.config.material,
        grams: { expected: expected.grams, actual: actuals.grams },
        minutes: { expected: expected.minutes, actual: actuals.minutes },
      });
    }
  } while (position);
  return { jobs, left };
}

/** The machine and the material of a job, if the rules have both. */
function constantsOf({ machines, materials }: PriceRules, machineId: string, materialId: string) {
  const machine = machines.find(({ id }) => id === machineId);
  const material = materials.find(({ id }) => id === materialId);
  return machine && material && { machine, material };
}

function readStage(): string | undefined {
  try {
    return parseArgs({ options: { stage: { type: 'string' } } }).values.stage;
  } catch (error) {
    throw new OperatorError(`${(error as Error).message}\n${usage}`);
  }
}
