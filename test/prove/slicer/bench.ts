import { execFile } from 'node:child_process';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { estimate } from '../../../functions/quotes/price/estimate.ts';
import { type Analysis, analyseModel } from '../../../functions/uploads/geometry/analyse-model.ts';
import { LIMITS } from '../../../functions/uploads/geometry/limits.ts';
import { MACHINES, MATERIALS } from '../../../functions/uploads/workshop.ts';
import { SEED_PRICE_RULES } from '../../../local/seed/price-rules.ts';
import { root } from '../../../tools/root.ts';
import { profileOf } from './profile.ts';

/** Debian's package, or where `PRUSA_SLICER` says. */
const SLICER = process.env['PRUSA_SLICER'] ?? '/usr/bin/prusa-slicer';
const FILES = join(root, 'test/fixtures/printing');
const INFILL_PERCENT = 20;
/** Less than that is no part that somebody prints: 5 mm cubed. */
const LEAST_MM3 = 125;
/** A day of the machine. */
const MOST_SECONDS = 86_400;
/** Support over material, the share up to which a price is given at once. */
const FEW_SUPPORTS = 0.3;
/** What the error of the seed's rules was measured with: 5 € of setup, 60 € a kg, 3 € an hour. */
const PRICE = { setupCents: 500, centsPerKg: 6_000, centsPerHour: 300 } as const;

interface Print {
  readonly grams: number;
  readonly seconds: number;
}

interface Part {
  readonly path: string;
  readonly analysis: Analysis;
}

/**
 * Our estimate of material, time and price beside a slicer's for each public file that both print, without supports and with them; the
 * errors' median and 90th percentile. In: an empty folder. Prints a table, or a sentence where no slicer is installed.
 */
export async function benchEstimates(folder: string): Promise<readonly string[]> {
  const installed = await access(SLICER).then(
    () => true,
    () => false,
  );
  if (!installed) {
    console.log(`No slicer at ${SLICER}: install Debian's prusa-slicer, or say in PRUSA_SLICER where it is.`);
    return [];
  }
  const faults: string[] = [];
  const parts = await printableParts();
  console.log('| supports | parts | material: median, 90th, worst % | time | price |');
  console.log('|---|---|---|---|---|');
  for (const supports of [false, true]) {
    const pairs: { part: Part; ours: Print; sliced: Print }[] = [];
    for (const part of parts) {
      const sliced = await slice(folder, part, supports);
      if (!sliced || sliced.seconds > MOST_SECONDS) continue;
      pairs.push({ part, ours: estimated(part, supports), sliced });
    }
    if (pairs.length === 0) faults.push('The slicer printed none of the files');
    const few = pairs.filter(({ part }) => supportShare(part) <= FEW_SUPPORTS);
    const rows = supports
      ? ([
          ['all', pairs],
          ['at most 30 % of the part', few],
          ['more', pairs.filter((pair) => !few.includes(pair))],
        ] as const)
      : ([['none', pairs]] as const);
    for (const [name, some] of rows) {
      const errors = (figure: (print: Print) => number) =>
        spread(some.map(({ ours, sliced }) => Math.abs(figure(ours) / figure(sliced) - 1)));
      console.log(
        `| ${name} | ${some.length} | ${errors(({ grams }) => grams)} | ${errors(({ seconds }) => seconds)} | ${errors(centsOf)} |`,
      );
    }
  }
  return faults;
}

/** Public files that are measured whole, in millimetres, and fit on the machine as they lie. */
async function printableParts(): Promise<Part[]> {
  const parts: Part[] = [];
  for (const file of (await readdir(FILES)).toSorted()) {
    if (!['.stl', '.obj', '.3mf'].includes(extname(file))) continue;
    const path = join(FILES, file);
    const found = await analyseModel(await readFile(path), {
      fileName: basename(file),
      limits: LIMITS,
      machines: MACHINES,
      materials: MATERIALS,
      cpuSeconds: () => 0,
      seed: 0x5eed,
    });
    if (found.outcome !== 'measured') continue;
    const { volumeMm3, watertight, boundingBoxMm, items, unitSuspicion } = found.analysis;
    const { x, y, z } = boundingBoxMm;
    const lies = x <= 250 && y <= 210 && z <= 210;
    // What a slicer puts elsewhere on its plate, or prints once where the file places it twice, is another job.
    const single = items.length === 1 && items[0]?.quantity === 1;
    if (!watertight || volumeMm3 === null || volumeMm3 < LEAST_MM3 || !lies || !single || unitSuspicion) continue;
    parts.push({ path, analysis: found.analysis });
  }
  return parts;
}

const [PRINTER] = SEED_PRICE_RULES.machines;
const DENSITY_G_PER_CM3 = SEED_PRICE_RULES.materials.find(({ id }) => id === 'pla')?.densityGPerCm3 ?? Number.NaN;

function estimateOf({ analysis }: Part, supports: boolean) {
  if (!PRINTER) throw new Error('The seed has no machine');
  const { volumeMm3, ...rest } = analysis;
  const model = { ...rest, volumeMm3: volumeMm3 ?? Number.NaN };
  return estimate(supports ? model : { ...model, supportVolumeMm3: 0, supportAreaMm2: 0 }, PRINTER, INFILL_PERCENT);
}

function estimated(part: Part, supports: boolean): Print {
  const found = estimateOf(part, supports);
  return { grams: (found.partCm3 + found.supportCm3) * DENSITY_G_PER_CM3, seconds: found.seconds(1) };
}

function supportShare(part: Part): number {
  const { partCm3, supportCm3 } = estimateOf(part, true);
  return supportCm3 / partCm3;
}

const centsOf = ({ grams, seconds }: Print): number =>
  PRICE.setupCents + (grams / 1_000) * PRICE.centsPerKg + (seconds / 3_600) * PRICE.centsPerHour;

/** What the slicer writes at the end of its G-code. Out: nothing where it does not print the file. */
async function slice(folder: string, { path }: Part, supports: boolean): Promise<Print | undefined> {
  const profile = join(folder, `profile-${supports}.ini`);
  const gcode = join(folder, `${basename(path)}-${supports}.gcode`);
  await writeFile(profile, profileOf(INFILL_PERCENT, supports));
  try {
    await promisify(execFile)(SLICER, ['--export-gcode', '--load', profile, '--output', gcode, path]);
  } catch (error) {
    console.error(
      `${basename(path)} was not sliced: ${String((error as { stderr?: string }).stderr || error)
        .trim()
        .split('\n')
        .at(-1)}`,
    );
    return undefined;
  }
  const text = await readFile(gcode, 'utf8');
  const grams = Number(/^; (?:total )?filament used \[g\] = ([\d.]+)/m.exec(text)?.[1]);
  const time = /^; estimated printing time \(normal mode\) = (?:(\d+)d )?(?:(\d+)h )?(?:(\d+)m )?(\d+)s/m.exec(text);
  if (!(grams > 0) || !time) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = time.slice(1).map((part) => Number(part ?? 0));
  return { grams, seconds: ((days * 24 + hours) * 60 + minutes) * 60 + seconds };
}

/** Median, 90th percentile and the worst of errors, in percent. */
function spread(errors: readonly number[]): string {
  const sorted = errors.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN) * 100);
  return `${at(0.5)} / ${at(0.9)} / ${at(1)}`;
}
