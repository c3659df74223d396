import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { OperatorError, runMain } from '../tools/operator-error.ts';
import { root } from '../tools/root.ts';
import { clientConfig, defaultPort, webPortOf } from './cloud.ts';
import { lockInstance } from './instance-lock.ts';
import { watchSources } from './live.ts';
import { type Outputs, outputsFile, readOutputs, roles, writeOutputs } from './outputs.ts';
import { seedPictures } from './seed-pictures.ts';
import { openShop, type Shop } from './shop.ts';

const say = (line: string) => console.log(line);

await runMain(async () => {
  const { port, keep, webPort } = readArguments();
  const endpoint = await findEndpoint();
  const local = join(root, '.local');
  // Kept data lies apart, so that a clean start in between does not cost it.
  const folder = join(local, keep ? 'kept' : 'run');
  const keptOutputs = join(folder, 'outputs.json');

  const stopped = new AbortController();
  let asked = 0;
  const stop = (signal: unknown) => {
    if (stopped.signal.aborted) {
      // Asked again by hand: at once. One Ctrl-C can come twice, by the terminal and by npm start.
      if (signal === 'SIGINT' && Date.now() - asked > 1000) process.exit(1);
      return;
    }
    asked = Date.now();
    say(keep ? '\nstopping, and saving what is to be kept' : '\nstopping');
    stopped.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // npm start has been killed.
  process.on('disconnect', () => stop('disconnect'));
  process.channel?.unref();
  // The terminal may be gone before we are.
  process.stdout.on('error', () => {});

  const closing: (() => unknown)[] = [];
  try {
    closing.push(await lockInstance(join(local, 'up.pid')));
    if (!keep) closing.push(() => rm(folder, { recursive: true, force: true }));
    const started = Date.now();
    const users = keep ? (await readOutputs(keptOutputs))?.users : undefined;
    const onProgress = (line: string) => say(`  ${line}`);
    const shop = await openShop({
      folder,
      endpoint,
      port,
      webPort,
      persist: keep,
      users,
      onProgress,
      signal: stopped.signal,
    });
    closing.push(shop.stop);
    await writeOutputs(shop.outputs);
    closing.push(() => rm(outputsFile, { force: true }));
    if (keep) await writeOutputs(shop.outputs, keptOutputs);
    closing.push(await watchSources(shop, say));
    say(describe(shop.outputs, shop, Date.now() - started));
    closing.push(drawOn(shop.endpoint, stopped.signal));
    await Promise.race([shop.ended, once(stopped.signal, 'abort')]);
    if (!stopped.signal.aborted) {
      const log = await readFile(join(folder, 'state', 'emulator.log'), 'utf8');
      throw new OperatorError(`The local cloud has ended by itself; its last words: ${log.trim().split('\n').at(-1)}`);
    }
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
  } finally {
    for (const close of closing.reverse()) await close();
  }
  process.exit(0);
});

/** Makes the pictures of the products while the shop is open. Out: what waits until it has let go, after the signal. */
function drawOn(endpoint: string, signal: AbortSignal): () => Promise<void> {
  const started = Date.now();
  const onProgress = (made: number, total: number) => {
    if (made === 1 || made % 20 === 0) say(`  pictures: ${made} of ${total}`);
  };
  const work = seedPictures({ endpoint, signal, onProgress }).then(
    (made) => {
      if (made > 0) say(`  pictures: ${made} made (${((Date.now() - started) / 1000).toFixed(0)} s)`);
    },
    (error: unknown) => {
      if (!signal.aborted) say(`  pictures: ${error instanceof Error ? error.message : String(error)}`);
    },
  );
  return () => work;
}

function readArguments(): { port: number; keep: boolean; webPort: number } {
  const given = (() => {
    try {
      return parseArgs({ options: { port: { type: 'string' }, keep: { type: 'boolean', default: false } } }).values;
    } catch (error) {
      throw new OperatorError(`${(error as Error).message} (npm start -- [--port <port>] [--keep])`);
    }
  })();
  const text = given.port ?? process.env.PORT ?? String(defaultPort);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1024 || port > 65_533) {
    throw new OperatorError(`The port has to be a number from 1024 to 65533, not "${text}".`);
  }
  return { port, keep: given.keep, webPort: webPortOf(port) };
}

/** The cloud that AWS_ENDPOINT_URL names, once it has answered; undefined where none is named. */
async function findEndpoint(): Promise<string | undefined> {
  const given = process.env.AWS_ENDPOINT_URL;
  if (given === undefined || given === '') return undefined;
  if (!URL.canParse(given)) {
    throw new OperatorError(
      `AWS_ENDPOINT_URL is "${given}", which is no address: set it like http://localhost:4566 or unset it.`,
    );
  }
  const endpoint = given.replace(/\/+$/, '');
  const sts = new STSClient({ ...clientConfig(endpoint), maxAttempts: 1, requestHandler: { requestTimeout: 5000 } });
  try {
    await sts.send(new GetCallerIdentityCommand({}));
  } catch (error) {
    throw new OperatorError(
      `AWS_ENDPOINT_URL is ${given} and no AWS-compatible cloud answers there (${(error as Error).message || (error as Error).name}): start it, correct the variable, or unset it to run the default local cloud.`,
    );
  } finally {
    sts.destroy();
  }
  say(`using the cloud at ${endpoint}`);
  return endpoint;
}

function describe(outputs: Outputs, { endpoint }: Shop, ms: number): string {
  const logins = roles.map((role) => {
    const { email, password } = outputs.users[role];
    return `    ${role.padEnd(10)} ${email.padEnd(32)} ${password}`;
  });
  return [
    '',
    `PrintVerse is up (${(ms / 1000).toFixed(1)} s): open ${outputs.webUrl} and sign in as ${outputs.customer.email}, password ${outputs.customer.password}`,
    `  back office  ${outputs.webUrl}/admin as ${outputs.admin.email}, password ${outputs.admin.password}`,
    `  API        ${outputs.apiUrl}`,
    `  API docs   ${outputs.apiUrl}/docs`,
    `  gateway    ${outputs.gatewayUrl}`,
    `  mails      ${outputs.mailUrl}`,
    `  AWS        ${endpoint} (AWS_ENDPOINT_URL for the AWS CLI; region ${outputs.region}, key test, secret test)`,
    `  all of it  ${outputsFile}`,
    '  logins',
    ...logins,
    'A saved handler is live within a second. Ctrl-C ends everything.',
    '',
  ].join('\n');
}
