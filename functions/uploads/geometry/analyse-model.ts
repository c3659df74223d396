import { type BuildSpace, fitsOf } from './fit.ts';
import { thicknessOf } from './flatness.ts';
import { LIMITS, type Limits } from './limits.ts';
import { type ItemMeasures, isManyShells, measureItem } from './measure-item.ts';
import { type Box, boxOf, type Mesh, moveBox, scaleMesh, sidesOf, unite, type Vector } from './mesh.ts';
import { type Note, type NoteCode, notesOf } from './notes.ts';
import { readObj } from './obj.ts';
import { type Reason, Refusal, refuse } from './refusals.ts';
import { type Format, sniffFormat } from './sniff-format.ts';
import { readAsciiStl } from './stl-ascii.ts';
import { readBinaryStl, stlHeaderUnit } from './stl-binary.ts';
import { type BuildItem, readThreeMf } from './threemf.ts';
import { type LengthUnit, suspectUnit, UNIT_MM, type UnitSuspicion } from './unit-suspicion.ts';

export interface AnalyseOptions {
  readonly fileName: string;
  /** What the customer says; only STL and OBJ ask, a 3MF has its own. */
  readonly unit?: LengthUnit;
  readonly limits?: Limits;
  readonly machines: readonly BuildSpace[];
  readonly materials: readonly { readonly id: string; readonly minimumWallMm: number }[];
  /** CPU seconds spent on this file so far. */
  readonly cpuSeconds: () => number;
  /** A 32-bit number that the author of a file cannot know; results do not depend on it. */
  readonly seed: number;
}

/** What a file holds, as the API shows it, and the figures that prices are made of. Lengths mm, areas mm², volumes mm³. */
export interface Analysis {
  readonly format: Format;
  /** The unit that the figures rest on; a 3MF is converted. */
  readonly unit: LengthUnit;
  readonly unitSuspicion?: UnitSuspicion;
  readonly items: readonly AnalysedItem[];
  readonly notes: readonly Note[];
  readonly issues: readonly NoteCode[];
  readonly triangles: number;
  /** What prints; null where no number may be promised. */
  readonly volumeMm3: number | null;
  readonly areaMm2: number;
  readonly boundingBoxMm: { readonly x: number; readonly y: number; readonly z: number };
  readonly watertight: boolean;
  readonly shells: number;
  /** For each material whether the machines that print it have room for every item. */
  readonly fits: Readonly<Record<string, boolean>>;
  readonly openEdges: number;
  readonly flippedEdges: number;
  readonly nonManifoldEdges: number;
  readonly degenerateFaces: number;
  readonly duplicateFaces: number;
  readonly signedVolumeMm3: number;
  readonly wallAreaMm2: number;
  readonly supportVolumeMm3: number;
  readonly supportAreaMm2: number;
  /** For each material the share of walls that are thinner than it allows. */
  readonly thinShare: Readonly<Record<string, number>>;
}

export interface AnalysedItem {
  readonly name?: string;
  readonly quantity: number;
  readonly boundingBoxMm: { readonly x: number; readonly y: number; readonly z: number };
  readonly volumeMm3: number | null;
}

/** A mesh and the places of its copies: what the preview shows. */
export type ModelMesh = Pick<BuildItem, 'mesh' | 'places'>;

export type Analysed =
  | { readonly outcome: 'measured'; readonly analysis: Analysis; readonly model: readonly ModelMesh[] }
  | { readonly outcome: 'refused'; readonly reason: Reason };

/** Share of walls that may be too thin before the customer is told. */
const THIN_NOTED = 0.02;

/**
 * Reads an uploaded model, refuses it or measures it. Never throws for what a file holds.
 * In: the whole file and what to measure by. Out: the analysis with the meshes, or the reason of the refusal.
 */
export async function analyseModel(bytes: Buffer, options: AnalyseOptions): Promise<Analysed> {
  try {
    return await measure(bytes, options);
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', reason: error.reason };
    throw error;
  }
}

interface Read {
  readonly items: readonly BuildItem[];
  readonly notes: Set<NoteCode>;
  readonly uncertain: boolean;
  readonly headerUnit?: string | undefined;
}

async function measure(bytes: Buffer, options: AnalyseOptions): Promise<Analysed> {
  const { fileName, limits = LIMITS, materials, seed } = options;
  const checkTime = () => {
    if (options.cpuSeconds() > limits.cpuSeconds) refuse('too-complex', `more than ${limits.cpuSeconds} CPU seconds`);
  };
  if (bytes.length > limits.fileBytes) refuse('too-large', `${bytes.length} bytes`);
  const { format, bytes: content, namedOtherwise } = sniffFormat(bytes, fileName);
  const unit = format === '3mf' ? 'mm' : (options.unit ?? 'mm');
  const { items, notes, uncertain, headerUnit } = await readItems(format, content, options, UNIT_MM[unit]);
  checkTime();
  checkPlaces(items, limits);

  const thicknesses = materials.map(({ minimumWallMm }) => minimumWallMm);
  // Many different items share the columns that one has.
  const columns = Math.max(LEAST_COLUMNS, Math.floor(limits.columns / Math.max(1, Math.sqrt(items.length / 4))));
  const measured = items.map((item) => ({
    ...item,
    quantity: item.places.length,
    measures: measureItem(item.mesh, { limits, seed, thicknesses, columns, checkTime }),
  }));
  for (const { measures } of measured) for (const note of measures.notes) notes.add(note);
  const sum = (figure: (measures: ItemMeasures) => number) =>
    rounded(measured.reduce((total, { measures, quantity }) => total + figure(measures) * quantity, 0));

  const whole = sidesOf(wholeBox(items));
  const suspicion = format === '3mf' || options.unit !== undefined ? undefined : suspectUnit(whole, headerUnit);
  const sides = measured.map(({ measures }) => sidesOf(measures.box));
  const fits = fitsOf(sides, options.machines);
  const thinShare = Object.fromEntries(
    materials.map(({ id }, index) => [
      id,
      sum(({ thinMm2 }) => thinMm2[index]!) / (sum(({ wallsMm2 }) => wallsMm2) || 1),
    ]),
  );
  const shells = sum((measures) => measures.shells);
  if (namedOtherwise) notes.add('named-as-other-format');
  if (uncertain) notes.add('volume-uncertain');
  if (suspicion !== undefined) notes.add('unit-suspicion');
  if (isManyShells(shells)) notes.add('many-shells');
  if (measured.length > 1 || measured[0]!.quantity > 1) notes.add('multiple-items');
  if (Object.values(fits).every((fit) => !fit)) notes.add('too-large-for-every-machine');
  if (Object.values(thinShare).some((share) => share > THIN_NOTED)) notes.add('thin-walls');
  const list = notesOf(notes);
  const openEdges = sum((measures) => measures.openEdges);
  const flippedEdges = sum((measures) => measures.flippedEdges);
  return {
    outcome: 'measured',
    model: measured.map(({ measures: { mesh }, places }) => ({ mesh, places })),
    analysis: {
      format,
      unit,
      ...(suspicion === undefined ? {} : { unitSuspicion: suspicion }),
      items: measured.map(({ name, quantity, measures }, index) => ({
        ...(name === undefined ? {} : { name }),
        quantity,
        boundingBoxMm: named(sides[index]!),
        volumeMm3: measures.volumeMm3 === null ? null : rounded(measures.volumeMm3),
      })),
      notes: list,
      issues: list.map(({ code }) => code),
      triangles: sum((measures) => measures.triangles),
      volumeMm3: measured.some(({ measures }) => measures.volumeMm3 === null)
        ? null
        : sum(({ volumeMm3 }) => volumeMm3 ?? 0),
      areaMm2: sum(({ areaMm2 }) => areaMm2),
      boundingBoxMm: named(whole),
      watertight: openEdges === 0 && flippedEdges === 0,
      shells,
      fits,
      openEdges,
      flippedEdges,
      nonManifoldEdges: sum((measures) => measures.nonManifoldEdges),
      degenerateFaces: sum((measures) => measures.degenerateFaces),
      duplicateFaces: sum((measures) => measures.duplicateFaces),
      signedVolumeMm3: sum(({ signedVolumeMm3 }) => signedVolumeMm3),
      wallAreaMm2: sum(({ wallAreaMm2 }) => wallAreaMm2),
      supportVolumeMm3: sum(({ supportVolumeMm3 }) => supportVolumeMm3),
      supportAreaMm2: sum(({ supportAreaMm2 }) => supportAreaMm2),
      thinShare,
    },
  };
}

/** Columns along a side that even the smallest of many items gets. */
const LEAST_COLUMNS = 32;

/** Digits that are kept of a figure: more than any machine knows, fewer than binary64 has. */
const DIGITS = 12;
const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
const named = (sides: Vector) => {
  const [x, y, z] = sides.map(rounded) as [number, number, number];
  return { x, y, z };
};

async function readItems(format: Format, bytes: Buffer, options: AnalyseOptions, unitMm: number): Promise<Read> {
  const { limits = LIMITS, seed } = options;
  const single = (mesh: Mesh, notes: NoteCode[] = []): Read => ({
    items: [{ mesh: scaleMesh(mesh, unitMm), places: [[0, 0, 0]] }],
    notes: new Set(notes),
    uncertain: false,
  });
  switch (format) {
    case '3mf':
      return readThreeMf(bytes, limits, seed);
    case 'obj':
      return single(readObj(bytes, limits, seed));
    case 'stl-ascii':
      return single(readAsciiStl(bytes, limits, seed));
    case 'stl-binary': {
      const { mesh, trailing } = readBinaryStl(bytes, limits, seed);
      return { ...single(mesh, trailing ? ['trailing-bytes'] : []), headerUnit: stlHeaderUnit(bytes) };
    }
  }
}

function wholeBox(items: readonly BuildItem[]): Box {
  return unite(
    items.flatMap(({ mesh, places }) => {
      const box = boxOf(mesh);
      return places.map((place) => moveBox(box, place));
    }),
  );
}

/** Throws `out-of-range` and `zero-size`. */
function checkPlaces(items: readonly BuildItem[], limits: Limits): void {
  const { min, max } = wholeBox(items);
  const furthest = Math.max(...[...min, ...max].map(Math.abs));
  if (!(furthest <= limits.coordinateMm)) refuse('out-of-range', `a coordinate of ${furthest} mm`);
  for (const { mesh } of items) {
    const sides = sidesOf(boxOf(mesh));
    if (!(Math.min(...sides) > limits.sideMm && thicknessOf(mesh.positions) > limits.sideMm)) {
      refuse('zero-size', `${sides.map((side) => Number(side.toPrecision(4))).join(' × ')} mm`);
    }
  }
}
