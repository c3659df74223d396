/** How a file is measured and drawn, apart from whoever asks for it. */
import { type AnalyseOptions, type Analysis, analyseModel } from './geometry/analyse-model.ts';
import { drawPreview } from './geometry/preview.ts';
import type { Reason } from './geometry/refusals.ts';
import type { LengthUnit } from './geometry/unit-suspicion.ts';
import { MACHINES, MATERIALS } from './workshop.ts';

/** A file to be measured. */
export interface MeasuringTask {
  readonly fileName: string;
  readonly unit?: LengthUnit | undefined;
  readonly bytes: Uint8Array;
}

/** What came of it; a picture, without its colour, only where drawing one is worth its time. */
export type Measured =
  | { readonly outcome: 'measured'; readonly analysis: Analysis; readonly preview?: Uint8Array }
  | { readonly outcome: 'refused'; readonly reason: Reason };

/** The port to whoever measures a file, whatever the file does to them. Refuses with `resource-limit` what took too much. */
export type MeasureModel = (task: MeasuringTask) => Promise<Measured>;

/** Items of a file that keep their names, and characters of one. The rest would outgrow the item that holds the analysis. */
const NAMED_ITEMS = 100;
const NAME_CHARACTERS = 80;

/** The analysis as it is kept. */
export const keptAnalysis = (analysis: Analysis): Analysis => ({
  ...analysis,
  items: analysis.items.map(({ name, ...item }, index) =>
    name === undefined || index >= NAMED_ITEMS ? item : { name: name.slice(0, NAME_CHARACTERS), ...item },
  ),
});

/**
 * Measures a file, says what it found, and draws it. In: the file, its unit, a clock of CPU seconds, a secret seed; what to do
 * with the findings. A picture that takes too long costs no more than itself, because the findings are told before it. Out:
 * the picture, if there is one.
 */
export async function measureAndDraw(
  bytes: Buffer,
  task: Pick<AnalyseOptions, 'fileName' | 'unit' | 'cpuSeconds' | 'seed'>,
  tell: (found: Exclude<Measured, { outcome: 'measured' }> | { outcome: 'measured'; analysis: Analysis }) => void,
): Promise<Uint8Array | undefined> {
  const found = await analyseModel(bytes, { ...task, machines: MACHINES, materials: MATERIALS });
  if (found.outcome === 'refused') {
    tell(found);
    return undefined;
  }
  tell({ outcome: 'measured', analysis: keptAnalysis(found.analysis) });
  return drawPreview(found.model);
}
