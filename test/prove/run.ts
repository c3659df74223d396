import { signedIn } from '@printverse/client/program-client.ts';
import { startVitest } from 'vitest/node';
import type { SagaTimings } from '../../lib/config.ts';
import { seedProductId } from '../../local/seed/products.ts';
import { findGoods } from '../../tools/demo/goods.ts';
import { scenarios } from '../../tools/demo/scenarios.ts';
import { Shopper } from '../../tools/demo/shopper.ts';
import { runMain } from '../../tools/operator-error.ts';
import { makeTestFolder } from '../support/test-folder.ts';
import { openWrappedShop, type WrappedShop } from '../support/wrapped-shop.ts';
import { meddleWith } from '../support/wrapping/meddle.ts';
import { scarceHours } from './capacity.ts';
import { cartTransfers } from './cart-transfers.ts';
import { allCells, faultMatrix } from './fault-matrix.ts';
import {
  fuzzLine,
  lastSecondLine,
  matrixLine,
  racesLine,
  reviewsLine,
  stormLine,
  unkindLine,
  wideLine,
} from './figures.ts';
import { CALLERS, fuzz } from './fuzz.ts';
import { hotSku, type StormResult } from './hot-sku.ts';
import { lastSecond } from './last-second.ts';
import { fuzzMeshes, meshesLine } from './meshes/fuzz.ts';
import { reviewStorm } from './review-storm.ts';
import { sessionRaces } from './session-races.ts';
import { crowdedCloud, deadWorkers, silentGateway, type UnkindResult } from './unkind.ts';
import { widePool } from './wide-pool.ts';

const BUYERS = 300;
const UNITS = 20;
const WIDE_UNITS = 280;
const FUZZED = 10_000;
const ROUNDS = 200;
const CROWD = 50;
const REVIEWERS = 500;
const OUTAGE_ORDERS = 40;
const OUTAGE_SECONDS = 60;
const KILLS = 20;
const TRANSFERS = 200;
/** Minutes for each of the four parsers; `MESH_MINUTES=1` for a shorter look. */
const MESH_MINUTES = Number(process.env['MESH_MINUTES'] ?? 10);

/** Short waits, so that a function that hangs is given up in seconds; every inequality between them holds as in `stages`. */
export const shortTimings = { handlerSeconds: 4, taskSeconds: 8, paymentSeconds: 60, retrySeconds: 1 } as const;

interface Proof {
  readonly title: string;
  readonly timings?: Partial<SagaTimings>;
  /** Where the shop is another than usual. */
  readonly options?: Parameters<typeof openWrappedShop>[1];
  /** Answers what is wrong. */
  readonly prove: (shop: WrappedShop) => Promise<string[]>;
}

/** A proof that needs no cloud. */
interface ProofInMemory {
  readonly title: string;
  readonly proveInMemory: () => Promise<string[]>;
}

/** Each proof has a shop of its own, so that the books it audits are its alone. */
async function inShop({ prove, timings = {}, options = {} }: Proof): Promise<string[]> {
  const { folder, remove } = await makeTestFolder('prove');
  try {
    const shop = await openWrappedShop(folder, { timings, ...options });
    try {
      return await prove(shop);
    } finally {
      await shop.stop();
    }
  } finally {
    await remove();
  }
}

/** Every string in every place, where the tests of each day take some. */
async function naughtyInput(): Promise<string[]> {
  process.env['EVERY_STRING'] = 'yes';
  const file = 'test/unit/edge/naughty-input.test.ts';
  const vitest = await startVitest([file], { run: true, watch: false, project: ['unit'], reporters: ['dot'] });
  const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]);
  await vitest.close();
  const failed = tests.filter((test) => test.result().state !== 'passed').map(({ fullName }) => fullName);
  return tests.length > 0 ? failed : [`${file} has no tests`];
}

/** What went wrong where as many orders as there are units were to be completed, and all others refused. */
const allSold = (result: StormResult): string[] => [
  ...result.faults,
  ...(result.orders['COMPLETED'] === UNITS ? [] : [`${result.orders['COMPLETED'] ?? 0} of ${UNITS} units sold`]),
  ...Object.keys(result.orders)
    .filter((end) => end !== 'COMPLETED' && end !== 'FAILED out-of-stock')
    .map((end) => `ended as ${end}`),
];

const storm = (result: StormResult): string[] => [
  ...allSold(result),
  ...Object.keys(result.answers)
    .filter((answer) => answer !== '201' && !answer.startsWith('409'))
    .map((answer) => `answered ${answer}`),
];

/** What went wrong where every order was to be paid and completed. */
const allCompleted = (result: UnkindResult, wanted: number): string[] => [
  ...result.faults,
  ...(result.orders['COMPLETED'] === wanted
    ? []
    : [`${result.orders['COMPLETED'] ?? 0} of ${wanted} orders completed`]),
  ...Object.keys(result.orders)
    .filter((end) => end !== 'COMPLETED')
    .map((end) => `ended as ${end}`),
  ...ourFailures(result),
];

/** What our code answers is 2xx or a business no; anything else without a code of ours is the cloud's own. */
const ourFailures = ({ answers }: Pick<UnkindResult, 'answers'>): string[] =>
  Object.keys(answers)
    .filter((answer) => /^5\d\d ./.test(answer) && !answer.startsWith('503 '))
    .map((answer) => `answered ${answer}`);

const proofs: readonly (Proof | ProofInMemory)[] = [
  {
    title: `${BUYERS} buyers at once, ${UNITS} units`,
    prove: async (shop) => {
      const result = await hotSku(shop, { buyers: BUYERS, units: UNITS });
      console.log(stormLine('as it is', result));
      return storm(result);
    },
  },
  {
    title: `${BUYERS} buyers at once, ${UNITS} units, every fifth transaction in conflict`,
    prove: async (shop) => {
      meddleWith(shop.wrapping, { conflicts: 0.2 });
      const result = await hotSku(shop, { buyers: BUYERS, units: UNITS });
      console.log(stormLine('with conflicts', result));
      return storm(result);
    },
  },
  {
    title: 'control: the same without the pools’ guard must oversell',
    prove: async (shop) => {
      meddleWith(shop.wrapping, { unguarded: true });
      const result = await hotSku(shop, { buyers: BUYERS, units: UNITS });
      console.log(stormLine('without the guard', result));
      return result.oversold > 0 && result.faults.length > 0 ? [] : ['the control did not see overselling'];
    },
  },
  {
    title: `stock: ${BUYERS} buyers at once, ${WIDE_UNITS} units, ten functions at a time, while staff widen and narrow the pool`,
    // More at once are more than a small machine runs: then its tables do not answer, and that would be what is proved. A full
    // cloud is waited for as long as the saga says.
    options: { concurrency: 10, waits: 1 },
    prove: async (shop) => {
      const result = await widePool(shop, { buyers: BUYERS, units: WIDE_UNITS });
      console.log(wideLine(result));
      return [...result.faults];
    },
  },
  {
    title: `stock: ${ROUNDS} holds that expire in the second of the payment`,
    prove: async (shop) => {
      const result = await lastSecond(shop, { rounds: ROUNDS });
      console.log(lastSecondLine(result));
      return [...result.faults];
    },
  },
  {
    title: `capacity: ${BUYERS} buyers at once on ${UNITS} machine hours, ten functions at a time`,
    options: { concurrency: 10, waits: 1 },
    prove: async (shop) => {
      const result = await scarceHours(shop, { buyers: BUYERS, hours: UNITS });
      console.log(stormLine('hours of one day', result));
      return [
        ...allSold(result),
        ...ourFailures(result),
        ...(result.oversold > 0 ? [`overbooked by ${result.oversold} hours`] : []),
      ];
    },
  },
  {
    title: 'every step, every undo, the webhook and the resume, each broken in four ways',
    timings: shortTimings,
    prove: async (shop) => {
      const result = await faultMatrix(shop, allCells, console.log);
      console.log(matrixLine(result));
      return [...result.faults];
    },
  },
  {
    title: `sessions: ${CROWD} refreshes at once, ${ROUNDS} rounds of owner and thief`,
    prove: async (shop) => {
      const result = await sessionRaces(shop, { rounds: ROUNDS, crowd: CROWD });
      console.log(racesLine(result));
      const ended = Object.values(result.rounds).reduce((total, rounds) => total + rounds, 0);
      return [...result.faults, ...(ended === ROUNDS ? [] : [`${ended} of ${ROUNDS} rounds were played out`])];
    },
  },
  {
    title: `cart: ${TRANSFERS} transfers of one guest's cart at once`,
    prove: async (shop) => {
      const { apiUrl, users } = shop.outputs;
      const { answers, faults } = await cartTransfers(await signedIn(apiUrl, users.customer), apiUrl, TRANSFERS);
      console.log(`answers: ${JSON.stringify(answers)}`);
      return [...faults];
    },
  },
  {
    title: `reviews: ${REVIEWERS} of one product at once`,
    prove: async (shop) => {
      const result = await reviewStorm(shop, { people: REVIEWERS, productId: seedProductId('site-model') });
      console.log(reviewsLine(result));
      return [...result.faults];
    },
  },
  {
    title: `fuzz: at least ${FUZZED} requests made from our own document, as everybody`,
    prove: async (shop) => {
      const plan = { perOperation: 12, callers: CALLERS, edgeCasesBy: ['customer', 'admin'], minutes: 40 } as const;
      const result = await fuzz(shop, plan, console.log);
      console.log(fuzzLine(result));
      return [...result.faults, ...(result.requests < FUZZED ? [`${result.requests} requests are too few`] : [])];
    },
  },
  {
    title: `meshes: each parser reads mutated files for ${MESH_MINUTES} minutes`,
    proveInMemory: async () => {
      const result = await fuzzMeshes({ minutes: MESH_MINUTES, seed: Date.now(), say: console.log });
      for (const line of meshesLine(result)) console.log(line);
      return [...result.faults];
    },
  },
  {
    title:
      'naughty input: every string in every place that a request has, through the real entries with tables in memory',
    proveInMemory: naughtyInput,
  },
  {
    title: `unkind: ${OUTAGE_ORDERS} orders while the gateway refuses every connection for ${OUTAGE_SECONDS} s`,
    options: { waits: 1 },
    prove: async (shop) => {
      const result = await silentGateway(shop, { orders: OUTAGE_ORDERS, seconds: OUTAGE_SECONDS });
      console.log(unkindLine(result));
      return allCompleted(result, OUTAGE_ORDERS);
    },
  },
  {
    title: `unkind: ${KILLS} workers killed in a minute, under an order a second`,
    prove: async (shop) => {
      const result = await deadWorkers(shop, { kills: KILLS, seconds: 60 });
      console.log(unkindLine(result));
      return allCompleted(result, 60);
    },
  },
  {
    title: `unkind: ${BUYERS} buyers at once, ten functions at a time`,
    options: { concurrency: 10, waits: 1 },
    prove: async (shop) => {
      const result = await crowdedCloud(shop, { buyers: BUYERS });
      console.log(unkindLine(result));
      return allCompleted(result, BUYERS);
    },
  },
  {
    title: 'the demo, against functions that are counted',
    prove: async (shop) => {
      const shopper = await Shopper.enter(shop.outputs);
      const goods = await findGoods(shopper.shop);
      const wrong: string[] = [];
      for (const scenario of scenarios) {
        await scenario
          .play(shopper, goods)
          .catch((error: unknown) => wrong.push(`${scenario.title}: ${String(error)}`));
      }
      console.log(`${scenarios.length - wrong.length} of ${scenarios.length} as expected`);
      return wrong;
    },
  },
];

await runMain(async () => {
  const wanted = process.argv.slice(2);
  let wrong = 0;
  for (const proof of proofs) {
    if (wanted.length > 0 && !wanted.some((word) => proof.title.includes(word))) continue;
    console.log(`\n▸ ${proof.title}`);
    // One that breaks is a fault of its own, and the others are still proved.
    const faults = await ('prove' in proof ? inShop(proof) : proof.proveInMemory()).catch((error: unknown) => [
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    ]);
    for (const fault of faults) console.log(`  ✗ ${fault}`);
    if (faults.length === 0) console.log('  ✓ proved');
    wrong += faults.length;
  }
  process.exitCode = wrong > 0 ? 1 : 0;
});
