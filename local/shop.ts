import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SagaTimings } from '../lib/config.ts';
import { type BuildInput, type Bundler, openBundler } from '../tools/build.ts';
import { root } from '../tools/root.ts';
import { region } from './cloud.ts';
import { deployAssembly, type StackOutputs } from './deploy.ts';
import { assertFree, findFreePort, startEmulator } from './emulator/emulator.ts';
import { closeGaps } from './gaps.ts';
import { type Mail, openMailbox, readMails } from './mailbox.ts';
import type { Outputs, Users } from './outputs.ts';
import { openPages, pagesUrl } from './pages.ts';
import { seed } from './seed.ts';
import { publicUrls, synthLocal } from './synth.ts';

export type ShopOptions = {
  /** Bundles, the assembly and the emulator's data lie below. */
  folder: string;
  /** A running cloud to use; nothing is started then. */
  endpoint?: string | undefined;
  /** Of the emulator; a free one when left out. */
  port?: number | undefined;
  /** Of the pages; a shop without one has no pages. */
  webPort?: number | undefined;
  /** Serves the pages as `npm run build` made them instead of from their sources. */
  builtPages?: boolean;
  /** Keeps the emulator's data in `<folder>/state` for the next start. */
  persist?: boolean;
  /** Processes of one function that run at once. */
  lambdaLimit?: number;
  /** Executions of all functions that run at once, as the quota of an AWS account; further calls are throttled. */
  concurrency?: number;
  /** Seen by every function. */
  env?: Record<string, string>;
  wrap?: BuildInput['wrap'];
  /** Of sagas, where the stage's own take too long. */
  timings?: Partial<SagaTimings>;
  /** Logins that data of an earlier run was seeded with. */
  users?: Users | undefined;
  onProgress?: (line: string) => void;
  /** Breaks the start off between two of its steps. */
  signal?: AbortSignal;
};

export type Shop = {
  endpoint: string;
  outputs: Outputs;
  stacks: StackOutputs;
  /** Folder of the synthesised assembly. */
  assembly: string;
  bundles: string;
  bundler: Bundler;
  /** Settles when the emulator is gone; never for an endpoint of somebody else's. */
  ended: Promise<void>;
  inbox(): Promise<Mail[]>;
  stop(): Promise<void>;
};

/** Brings the whole app up on a local cloud: emulator, bundles, assembly, deployment, gaps, seed. */
export async function openShop(options: ShopOptions): Promise<Shop> {
  const { folder, persist = false, onProgress = () => {} } = options;
  const bundles = join(folder, 'functions');
  const assembly = join(folder, 'cdk.out');
  const closing: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    options.signal?.throwIfAborted();
    const started = Date.now();
    const result = await work();
    onProgress(`${what} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    return result;
  };

  try {
    const port = options.port ?? (await findFreePort());
    if (options.endpoint === undefined) await assertFree(port);
    const endpoint = options.endpoint ?? `http://127.0.0.1:${port}`;
    const { webPort } = options;
    if (webPort !== undefined) await assertFree(webPort);
    const webUrl = webPort === undefined ? undefined : pagesUrl(endpoint, webPort);
    let ended: Promise<void> = new Promise(() => {});
    const cloud = async () => {
      if (options.endpoint !== undefined) return;
      const { lambdaLimit, concurrency, env } = options;
      const emulator = await startEmulator({
        port,
        stateDir: join(folder, 'state'),
        persist,
        onProgress,
        ...(lambdaLimit === undefined ? {} : { lambdaLimit }),
        ...(concurrency === undefined ? {} : { concurrency }),
        ...(env === undefined ? {} : { env }),
      });
      closing.push(emulator.stop);
      ended = emulator.ended;
    };
    const app = async () => {
      await rm(assembly, { recursive: true, force: true });
      const bundler = await timed('functions bundled', () =>
        openBundler({ outdir: bundles, wrap: options.wrap, maps: false, kept: join(root, '.local/bundles') }),
      );
      await timed('app synthesised', async () =>
        synthLocal({ endpoint, bundles, outdir: assembly, webUrl, timings: options.timings }),
      );
      return bundler;
    };
    const [up, bundled] = await Promise.allSettled([timed('local cloud up', cloud), app()]);
    if (up.status === 'rejected') throw up.reason;
    if (bundled.status === 'rejected') throw bundled.reason;

    const stacks = await timed('app deployed', () => deployAssembly({ endpoint, assembly, onProgress }));
    await closeGaps({ endpoint, assembly });
    const urls = publicUrls(endpoint);
    const userPoolId = findOutput(stacks, 'UserPoolId');
    const seeding = { endpoint, userPoolId, users: options.users, onProgress };
    const users = await timed('shop seeded', () => seed(seeding));
    const inbox = () => readMails(endpoint);
    const mailbox = await openMailbox(inbox, options.port === undefined ? 0 : port + 1);
    closing.push(mailbox.close);
    if (webPort !== undefined) {
      const pages = await timed('pages up', () =>
        openPages({ apiUrl: urls.api, endpoint, port: webPort, built: options.builtPages }),
      );
      closing.push(pages.close);
    }
    const outputs: Outputs = {
      apiUrl: urls.api,
      gatewayUrl: urls.gateway,
      assembly,
      mailUrl: mailbox.url,
      region,
      userPoolId,
      users,
      admin: users.admin,
      customer: users.customer,
      ...(webUrl ? { webUrl } : {}),
    };
    return { endpoint, outputs, stacks, assembly, bundles, bundler: bundled.value, ended, inbox, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function findOutput(stacks: StackOutputs, key: string): string {
  const found = Object.values(stacks).find((outputs) => key in outputs)?.[key];
  if (found === undefined) throw new Error(`no stack has an output ${key}`);
  return found;
}
