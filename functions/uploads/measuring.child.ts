/**
 * Measuring in a process of its own: without credentials, with an end to its time and memory. What a file does to it, it does
 * to nobody else. The process runs the bundle that this module lies in, and knows by its arguments what it was started for.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { log } from '../shared/observability.ts';
import { reasonOf } from './geometry/refusals.ts';
import type { LengthUnit } from './geometry/unit-suspicion.ts';
import { type Measured, type MeasureModel, measureAndDraw } from './measuring.ts';

/** What such a process may take. */
export interface ChildLimits {
  /** Of a clock on the wall: measuring ends by itself at 60 seconds of CPU, between two of its stages. */
  readonly seconds: number;
  /** Resident, MB. The largest files that are taken need 475. */
  readonly memoryMb: number;
}

/** Less than the function that waits has of either. */
const LIMITS: ChildLimits = { seconds: 100, memoryMb: 1_200 };

/** The word by which a process knows that it was started to measure. */
const MEASURE = 'measure-model';
const TASK = 'task.json';
const MODEL = 'model';
const FOUND = 'found.json';
const PICTURE = 'picture.png';

/** Milliseconds between two looks at the memory of the process. */
const LOOK_MS = 100;
/** Bytes of a page of memory on Linux, where functions live. */
const PAGE_BYTES = 4_096;
const MB = 1_000_000;

/** Measures files each in a process of its own. In: what one may take. */
export function measuringChild({ seconds, memoryMb } = LIMITS): MeasureModel {
  return async ({ fileName, unit, bytes }) => {
    const folder = await mkdtemp(join(tmpdir(), 'measure-'));
    try {
      await writeFile(join(folder, MODEL), bytes);
      await writeFile(join(folder, TASK), JSON.stringify({ fileName, unit, seed: randomInt(2 ** 32) }));
      const ended = await run(folder, { seconds, memoryMb });
      const found = await readFile(join(folder, FOUND), 'utf8').catch(() => undefined);
      if (found === undefined) {
        if (!ended.stopped) throw new MeasuringFailed(`Measuring ended with ${ended.status}: ${ended.errors}`);
        log.warn('measuring was stopped', { status: ended.status });
        return { outcome: 'refused', reason: reasonOf('resource-limit') };
      }
      const measured = JSON.parse(found) as Measured;
      const preview = await readFile(join(folder, PICTURE)).catch(() => undefined);
      return measured.outcome === 'measured' && preview ? { ...measured, preview } : measured;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** The process ended before it had found anything, and not by its limits: a bug. */
export class MeasuringFailed extends Error {
  override name = 'MeasuringFailed';
}

interface Ended {
  /** By a limit: of time, of memory, or of the heap, at which V8 aborts. */
  readonly stopped: boolean;
  readonly status: string;
  readonly errors: string;
}

/** Everything that its code reads when it comes up, and nothing that it could speak to AWS with. */
const ownEnvironment = () => Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|_)/.test(name)));

function run(folder: string, { seconds, memoryMb }: ChildLimits): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${memoryMb}`, import.meta.filename, MEASURE, folder], {
      env: ownEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: seconds * 1_000,
      killSignal: 'SIGKILL',
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors = `${errors}${chunk.toString()}`.slice(-2_000);
    });
    const look = setInterval(() => {
      readFile(`/proc/${child.pid}/statm`, 'utf8').then(
        (pages) => {
          if (Number(pages.split(' ')[1]) * PAGE_BYTES > memoryMb * MB) child.kill('SIGKILL');
        },
        // It has ended, or the machine is none of those that functions live on.
        () => undefined,
      );
    }, LOOK_MS);
    const settled = () => clearInterval(look);
    child.once('error', (error) => {
      settled();
      reject(error);
    });
    child.once('close', (code, signal) => {
      settled();
      resolve({ stopped: signal !== null, status: String(signal ?? code), errors });
    });
  });
}

/** What the process itself does. */
async function measureIn(folder: string): Promise<void> {
  const task = JSON.parse(await readFile(join(folder, TASK), 'utf8')) as {
    readonly fileName: string;
    readonly unit?: LengthUnit;
    readonly seed: number;
  };
  const cpuSeconds = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const preview = await measureAndDraw(await readFile(join(folder, MODEL)), { ...task, cpuSeconds }, (found) =>
    writeFileSync(join(folder, FOUND), JSON.stringify(found)),
  );
  if (preview) writeFileSync(join(folder, PICTURE), preview);
}

const [, script, word, folder] = process.argv;
if (word === MEASURE && folder !== undefined && script === fileURLToPath(import.meta.url)) {
  // Nobody waits for it here: a bundle that is loaded by `require` may not wait at its top.
  void measureIn(folder).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(error instanceof Error ? String(error.stack) : String(error));
      process.exit(1);
    },
  );
}
