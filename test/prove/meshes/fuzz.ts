import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { analyseModel } from '../../../functions/uploads/geometry/analyse-model.ts';
import { LIMITS } from '../../../functions/uploads/geometry/limits.ts';
import { MACHINES, MATERIALS } from '../../../functions/uploads/workshop.ts';
import { root } from '../../../tools/root.ts';
import { asciiStl, binaryStl, cube, joined, objLines, sphere, threeMf } from '../../support/models.ts';
import { mutate, randomNumbers } from '../../support/mutate.ts';
import { cpuSeconds } from './cost.ts';

/** CPU seconds that one file may take, and MB that the process may have. */
const MOST_SECONDS = 60;
const MOST_MB = 512;
/** Milliseconds between two lines of progress. */
const TELL_MS = 30_000;

const shapes = [joined(cube(20), cube(9, [5, 5, 5])), sphere(20, [0, 0, 0], 24)];

/** What is mutated, by the parser that reads it: made here, and public files. */
const SOUND: Readonly<Record<string, { readonly made: readonly Buffer[]; readonly files: readonly string[] }>> = {
  'binary.stl': {
    made: shapes.map((mesh) => binaryStl(mesh)),
    files: ['stl-flipped-faces.stl', 'stl-header-zeros.stl'],
  },
  'ascii.stl': {
    made: shapes.map((mesh) => Buffer.from(asciiStl(mesh))),
    files: ['stl-ascii-two-solids.stl', 'stl-ascii-comments.stl'],
  },
  'model.obj': {
    made: shapes.map((mesh) => Buffer.from(objLines(mesh).join('\n'))),
    files: ['obj-negative-indices.obj', 'obj-mixed-face-forms.obj', 'obj-ngons-with-holes.obj'],
  },
  'model.3mf': {
    made: shapes.map((mesh) => threeMf(mesh)),
    files: ['3mf-components.3mf', '3mf-production-components.3mf', '3mf-multiple-items.3mf'],
  },
};

export interface MeshesResult {
  readonly files: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly seed: number;
  readonly slowestSeconds: number;
  readonly peakMb: number;
  readonly faults: readonly string[];
}

interface FuzzPlan {
  /** For each parser. */
  readonly minutes: number;
  /** Makes the same files again. */
  readonly seed: number;
  /** Told how far it is. */
  readonly say: (line: string) => void;
}

/**
 * Mutates sound files and has each measured or refused, with the limits of the shop, in a process of its own: its memory is that of the
 * readers alone. Out: what became of the files, and what was wrong: an exception, a figure that is no number, too much time or memory.
 * Throws when the process dies.
 */
export async function fuzzMeshes({ minutes, seed, say }: FuzzPlan): Promise<MeshesResult> {
  const child = fork(import.meta.filename, [String(minutes), String(seed)]);
  let result: MeshesResult | undefined;
  child.on('message', (message) => {
    if (typeof message === 'string') say(message);
    else result = message as MeshesResult;
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (!result) throw new Error(`The process that reads the files ended with ${code ?? signal}, seed ${seed}`);
  return result;
}

async function readMutations({ minutes, seed, say }: FuzzPlan): Promise<MeshesResult> {
  const files: Record<string, Record<string, number>> = {};
  const faults: string[] = [];
  let slowestSeconds = 0;
  for (const [fileName, { made, files: names }] of Object.entries(SOUND)) {
    const random = randomNumbers(seed);
    const folder = join(root, 'test/fixtures/printing');
    const sound = [...made, ...(await Promise.all(names.map((name) => readFile(join(folder, name)))))];
    const outcomes: Record<string, number> = {};
    files[fileName] = outcomes;
    const end = Date.now() + minutes * 60_000;
    let tellAt = Date.now() + TELL_MS;
    for (let round = 0; Date.now() < end; round++) {
      if (Date.now() > tellAt) {
        say(`${fileName}: ${round} files, ${faults.length} faults, ${Math.ceil((end - Date.now()) / 60_000)} min left`);
        tellAt = Date.now() + TELL_MS;
      }
      // One file in three is mutated twice, so that what hides behind a first fault is reached as well.
      let bytes = mutate(sound[round % sound.length] ?? Buffer.alloc(0), random);
      if (random() < 1 / 3) bytes = mutate(bytes, random);
      const before = cpuSeconds();
      const options = { fileName, machines: MACHINES, materials: MATERIALS, seed: 0x5eed, limits: LIMITS };
      try {
        const found = await analyseModel(bytes, { ...options, cpuSeconds: () => cpuSeconds() - before });
        const code = found.outcome === 'refused' ? found.reason.code : 'measured';
        outcomes[code] = (outcomes[code] ?? 0) + 1;
        if (found.outcome === 'measured') {
          const { volumeMm3, areaMm2, boundingBoxMm } = found.analysis;
          if (![volumeMm3 ?? 0, areaMm2, ...Object.values(boundingBoxMm)].every(Number.isFinite)) {
            faults.push(`${fileName}, round ${round} of seed ${seed}: a figure is no number`);
          }
        }
      } catch (error) {
        faults.push(`${fileName}, round ${round} of seed ${seed}: ${String(error)}`);
      }
      const seconds = cpuSeconds() - before;
      slowestSeconds = Math.max(slowestSeconds, seconds);
      if (seconds > MOST_SECONDS) faults.push(`${fileName}, round ${round} of seed ${seed}: ${seconds.toFixed(1)} s`);
    }
    if (Object.keys(outcomes).length < 4) faults.push(`${fileName}: the mutations reach too little`);
  }
  const peakMb = process.resourceUsage().maxRSS / 1_024;
  if (peakMb > MOST_MB) faults.push(`${peakMb.toFixed(0)} MB resident`);
  return { files, seed, slowestSeconds, peakMb, faults };
}

/** What became of the files, a line for each parser and one for all. */
export const meshesLine = ({ files, seed, slowestSeconds, peakMb }: MeshesResult): string[] => [
  ...Object.entries(files).map(([fileName, outcomes]) => {
    const all = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
    const { measured = 0, ...refused } = outcomes;
    return `${fileName}: ${all} files, ${measured} measured, refused with ${Object.keys(refused).length} codes`;
  }),
  `seed ${seed}; slowest ${slowestSeconds.toFixed(2)} s of CPU; ${peakMb.toFixed(0)} MB at most`,
];

if (import.meta.main) {
  // Whoever started it is gone.
  process.on('disconnect', () => process.exit());
  const [minutes = 0, seed = 0] = process.argv.slice(2).map(Number);
  process.send?.(await readMutations({ minutes, seed, say: (line) => process.send?.(line) }));
  process.disconnect();
}
