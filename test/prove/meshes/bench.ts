import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { LARGE_FILES, writeLarge } from './files.ts';

/** What one file may take of the process that measures it. */
const MOST_MB = 512;
const MOST_SECONDS = 60;
/** CPU of the whole pipeline of the first file ÷ that of three's parse of it. */
const MOST_RATIO = 40;
/** Processes for each figure; the least counts, because a busy machine only adds. */
const ROUNDS = 3;

interface Figures {
  readonly seconds: number;
  readonly mb: number;
  readonly parsed?: number;
  readonly measured?: number;
  readonly volumeMm3?: number | null;
}

/**
 * What measuring costs: CPU seconds and memory of fresh processes, for each of the five files, beside the loaders of three.js with
 * a naive sum (it reads no 3MF in Node). In: an empty folder. Prints a table. Out: what is beyond its bounds, or differs in volume.
 */
export async function benchMeshes(folder: string): Promise<readonly string[]> {
  const faults: string[] = [];
  console.log('| file | three: parse s | with naive sum s | MB | ours: parse s | measure s | with picture s | MB |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const large of LARGE_FILES) {
    const { path, bytes } = await writeLarge(folder, large);
    const three = large.name.endsWith('.3mf') ? undefined : await least('with-three.js', path);
    const parse = await least('ours.ts', path, 'parse');
    const whole = await least('ours.ts', path);
    const cells = [
      `${large.title}: ${(bytes / 1e6).toFixed(1)} MB, ${(large.triangles / 1e6).toFixed(2)} M triangles`,
      ...(three ? [three.parsed?.toFixed(2), three.seconds.toFixed(2), three.mb.toFixed(0)] : ['–', '–', '–']),
      parse.seconds.toFixed(2),
      whole.measured?.toFixed(2),
      whole.seconds.toFixed(2),
      whole.mb.toFixed(0),
    ];
    console.log(`| ${cells.join(' | ')} |`);
    if (whole.mb > MOST_MB) faults.push(`${large.title}: ${whole.mb.toFixed(0)} MB`);
    if (whole.seconds > MOST_SECONDS) faults.push(`${large.title}: ${whole.seconds.toFixed(1)} s of CPU`);
    if (three && Math.abs((whole.volumeMm3 ?? 0) / (three.volumeMm3 ?? 0) - 1) > 1e-4) {
      faults.push(`${large.title}: ${whole.volumeMm3} mm³, by a naive sum ${three.volumeMm3}`);
    }
    if (large === LARGE_FILES[0] && three?.parsed !== undefined) {
      const ratio = whole.seconds / three.parsed;
      console.error(`${large.title}: the whole pipeline is ${ratio.toFixed(1)} × three's parse`);
      if (ratio > MOST_RATIO) faults.push(`${large.title}: ${ratio.toFixed(1)} × three's parse, at most ${MOST_RATIO}`);
    }
  }
  return faults;
}

/** The least of several processes, each figure for itself. */
async function least(script: string, ...args: readonly string[]): Promise<Figures> {
  const all: Figures[] = [];
  for (let round = 0; round < ROUNDS; round++) all.push(await run(script, args));
  const lowest = (figure: keyof Figures) => Math.min(...all.map((one) => one[figure] ?? 0));
  return {
    seconds: lowest('seconds'),
    // Memory is what it may come to: the most.
    mb: Math.max(...all.map(({ mb }) => mb)),
    parsed: lowest('parsed'),
    measured: lowest('measured'),
    volumeMm3: all[0]?.volumeMm3 ?? null,
  };
}

async function run(script: string, args: readonly string[]): Promise<Figures> {
  const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const [told, [code]] = await Promise.all([text(child.stdio[3] as never), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  return JSON.parse(told) as Figures;
}
