// A fresh process: measures and draws one file as the worker does, and tells what that cost. Argument: the file.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { LIMITS } from '../../../functions/uploads/geometry/limits.ts';
import { readObj } from '../../../functions/uploads/geometry/obj.ts';
import { readAsciiStl } from '../../../functions/uploads/geometry/stl-ascii.ts';
import { readBinaryStl } from '../../../functions/uploads/geometry/stl-binary.ts';
import { readThreeMf } from '../../../functions/uploads/geometry/threemf.ts';
import { measureAndDraw } from '../../../functions/uploads/measuring.ts';
import { cpuSeconds, tell } from './cost.ts';

const [, , path = '', stage] = process.argv;
const SEED = 0x5eed;
const bytes = await readFile(path);
const before = cpuSeconds();
if (stage === 'parse') {
  if (path.endsWith('.3mf')) await readThreeMf(bytes, LIMITS, SEED);
  else if (path.endsWith('.obj')) readObj(bytes, LIMITS, SEED);
  else if (path.endsWith('ascii.stl')) readAsciiStl(bytes, LIMITS, SEED);
  else readBinaryStl(bytes, LIMITS, SEED);
  tell({ seconds: cpuSeconds() - before });
} else {
  let volumeMm3: number | null = null;
  let measured = 0;
  const task = { fileName: basename(path), unit: 'mm' as const, seed: SEED, cpuSeconds: () => cpuSeconds() - before };
  const preview = await measureAndDraw(bytes, task, (found) => {
    if (found.outcome === 'refused') throw new Error(found.reason.code);
    volumeMm3 = found.analysis.volumeMm3;
    measured = cpuSeconds() - before;
  });
  tell({ seconds: cpuSeconds() - before, measured, volumeMm3, drawn: preview !== undefined });
}
