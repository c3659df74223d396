import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../../tools/operator-error.ts';
import { preparePython } from '../../tools/python.ts';
import { root } from '../../tools/root.ts';
import { type Mail, readMails } from '../mailbox.ts';

export type EmulatorOptions = {
  /** A free one when left out. */
  port?: number;
  /** Everything the emulator writes lies below; removed at the end unless `persist`. */
  stateDir: string;
  persist?: boolean;
  /** Processes of one function that run at once; further calls wait for their turn. */
  lambdaLimit?: number;
  /** Executions of all functions that run at once, as the quota of an AWS account; further calls are throttled. */
  concurrency?: number;
  /** Seen by every function, in addition to its own environment. */
  env?: Record<string, string>;
  onProgress?: (line: string) => void;
};

export type Emulator = {
  /** What SDK clients are given. */
  endpoint: string;
  port: number;
  /** Settles when the process is gone, wanted or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
  inbox(): Promise<Mail[]>;
};

const startSeconds = 30;
const saveSeconds = 120;
/** A Node process with a bundled SDK, in bytes, roughly. */
const processBytes = 70 * 2 ** 20;

/** Starts an emulator of its own on the loopback and waits until it answers. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { stateDir, persist = false, concurrency = 0, env = {}, onProgress = () => {} } = options;
  // On AWS nobody waits for a turn: a function may use the whole quota.
  const lambdaLimit = options.lambdaLimit ?? (concurrency || 4);
  const python = await preparePython('emulator', onProgress);
  const port = options.port ?? (await findFreePort());
  await assertFree(port);
  if (persist) await assertWhole(stateDir);
  else await rm(stateDir, { recursive: true, force: true });
  // Holds the unpacked functions; short, because sockets are made in it.
  const tmp = join(stateDir, 'tmp');
  await rm(tmp, { recursive: true, force: true });
  await mkdir(tmp, { recursive: true });
  // The runner of functions lands in here and is CommonJS, whatever the package around it says.
  await writeFile(join(tmp, 'package.json'), '{ "type": "commonjs" }');
  const logFile = join(stateDir, 'emulator.log');
  const log = openSync(logFile, 'a');
  const child = spawn(python, [join(root, 'local/emulator/launcher.py')], {
    cwd: stateDir,
    // A process group of its own: Ctrl-C reaches only us, and the group is what is ended, functions included.
    detached: true,
    stdio: ['pipe', log, log],
    env: {
      // `node` of every function is the one that runs this file.
      PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
      HOME: process.env.HOME ?? stateDir,
      LANG: 'C.UTF-8',
      PYTHONUNBUFFERED: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      TMPDIR: tmp,
      STATE_DIR: join(stateDir, 'state'),
      S3_DATA_DIR: join(stateDir, 's3'),
      ...(persist ? { PERSIST_STATE: '1', S3_PERSIST: '1' } : { LAUNCHER_REMOVE: stateDir }),
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      AUTH: 'true',
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      LOG_LEVEL: 'WARNING',
      LAMBDA_ACCOUNT_CONCURRENCY: String(concurrency),
      // A sign-in whose trigger was throttled fails; the emulator alone would leave out what the trigger adds.
      ...(concurrency > 0 ? { MINISTACK_COGNITO_PRETOKEN_STRICT: '1' } : {}),
      LAMBDA_PER_FUNCTION: String(lambdaLimit),
      LAMBDA_IDLE: String(Math.min(64, Math.max(12, Math.floor((totalmem() * 0.25) / processBytes)))),
      ...env,
    },
  });
  closeSync(log);
  const ended = once(child, 'exit').then(() => {});
  const stop = () => stopEmulator(child, ended, { stateDir, tmp, persist });
  // An address and not a name, so that the SDK addresses buckets by path.
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await waitUntilReady(child, endpoint, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, port, ended, stop, inbox: () => readMails(endpoint) };
}

async function waitUntilReady(child: ChildProcess, endpoint: string, logFile: string): Promise<void> {
  const deadline = Date.now() + startSeconds * 1000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) {
      const last = (await readFile(logFile, 'utf8')).trim().split('\n').at(-1);
      throw new OperatorError(`The local cloud ended before it was ready: ${last}`);
    }
    const ready = await fetch(`${endpoint}/_ministack/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await sleep(30);
  }
  throw new OperatorError(`The local cloud did not answer within ${startSeconds} s; its log is ${logFile}.`);
}

async function stopEmulator(
  child: ChildProcess,
  ended: Promise<void>,
  { stateDir, tmp, persist }: { stateDir: string; tmp: string; persist: boolean },
): Promise<void> {
  let late = false;
  // What nobody keeps needs no farewell; what is kept is saved when the pipe closes.
  if (persist && child.exitCode === null) {
    child.stdin?.end();
    const patience = new AbortController();
    late = await Promise.race([
      ended.then(() => false),
      sleep(saveSeconds * 1000, true, { signal: patience.signal }).catch(() => false),
    ]);
    patience.abort();
  }
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  await ended;
  await rm(persist ? tmp : stateDir, {
    recursive: true,
    force: true,
    maxRetries: 5,
    retryDelay: 50,
  });
  if (late) throw new OperatorError(`The local cloud did not finish saving within ${saveSeconds} s and was ended.`);
  if (persist) await assertWhole(stateDir);
}

/** Refuses data that a save was broken off over: parts of it are of two different moments. */
async function assertWhole(stateDir: string): Promise<void> {
  const why = await readFile(join(stateDir, 'state', 'half-saved'), 'utf8').catch(() => undefined);
  if (why === undefined) return;
  throw new OperatorError(
    `The data in ${relative(root, dirname(stateDir))} is only half saved (${why}): remove that folder to start with a new shop, or start without --keep.`,
  );
}

/** A port of the loopback that nobody listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a listening server has no port');
  return address.port;
}

/** Refuses a port that somebody listens on. */
export async function assertFree(port: number): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${code})`;
    throw new OperatorError(`Port ${port} ${why}; end what uses it or choose another one with --port or PORT.`);
  }
  server.close();
  await once(server, 'close');
}
