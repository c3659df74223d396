import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
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
const stopSeconds = 5;
/** A Node process with a bundled SDK, in bytes, roughly. */
const processBytes = 70 * 2 ** 20;

/** Starts an emulator of its own on the loopback and waits until it answers. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { stateDir, persist = false, lambdaLimit = 4, env = {}, onProgress = () => {} } = options;
  const python = await preparePython('emulator', onProgress);
  const port = options.port ?? (await findFreePort());
  await assertFree(port);
  if (!persist) await rm(stateDir, { recursive: true, force: true });
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
      LAMBDA_ACCOUNT_CONCURRENCY: '0',
      LAMBDA_PER_FUNCTION: String(lambdaLimit),
      LAMBDA_IDLE: String(Math.min(64, Math.max(12, Math.floor((totalmem() * 0.25) / processBytes)))),
      ...env,
    },
  });
  closeSync(log);
  const ended = once(child, 'exit').then(() => {});
  const stop = () => stopEmulator(child, ended, persist ? tmp : stateDir, persist);
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
  rubbish: string,
  persist: boolean,
): Promise<void> {
  // What nobody keeps needs no farewell; what is kept is written on SIGTERM.
  if (persist) {
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(stopSeconds * 1000, undefined, { ref: false })]);
  }
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  await ended;
  await rm(rubbish, {
    recursive: true,
    force: true,
    maxRetries: 5,
    retryDelay: 50,
  });
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
