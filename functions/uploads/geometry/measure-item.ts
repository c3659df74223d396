import { measureColumns, normalsOf } from './column-measures.ts';
import { sampleColumns } from './columns.ts';
import { countDuplicates } from './duplicate-faces.ts';
import { type EdgeReport, inspectEdges } from './edges.ts';
import { coverHoles } from './holes.ts';
import type { Limits } from './limits.ts';
import { type Box, boxOf, dropDegenerate, type Mesh, sidesOf } from './mesh.ts';
import type { NoteCode } from './notes.ts';
import { findEnclosed, turnTriangles } from './orientation.ts';
import { refuse } from './refusals.ts';
import { type Sums, sumUp } from './sums.ts';
import { weldNear } from './weld-near.ts';

/** What is measured on one item of the build; lengths in mm, areas mm², volumes mm³. */
export interface ItemMeasures {
  /** As it prints: welded, without degenerate faces, turned outward. */
  readonly mesh: Mesh;
  readonly box: Box;
  readonly triangles: number;
  readonly areaMm2: number;
  readonly wallAreaMm2: number;
  /** As the file winds its faces. */
  readonly signedVolumeMm3: number;
  /** What prints; nothing where no number may be promised. */
  readonly volumeMm3: number | null;
  readonly openEdges: number;
  readonly flippedEdges: number;
  readonly nonManifoldEdges: number;
  readonly degenerateFaces: number;
  readonly duplicateFaces: number;
  readonly shells: number;
  readonly supportVolumeMm3: number;
  readonly supportAreaMm2: number;
  /** Area of walls, and that of the thinner ones for each thickness that was asked for. */
  readonly wallsMm2: number;
  readonly thinMm2: readonly number[];
  readonly notes: ReadonlySet<NoteCode>;
}

export interface MeasureOptions {
  readonly limits: Limits;
  readonly seed: number;
  /** Wall thicknesses in question, mm. */
  readonly thicknesses: readonly number[];
  /** Columns along a side of the sampling grid. */
  readonly columns: number;
  /** Looks at the CPU time that is spent. */
  readonly checkTime: () => void;
}

/** Of the diagonal: closer corners of open edges are one. CAD exports close at anything from 1e-8 to 1e-4. */
const WELD_TOLERANCE = 1e-6;
/** Union ÷ plain sum further off 1 than this: bodies overlap so much that the customer is told. */
const OVERLAP_NOTED = 0.005;
/** Below it the ratio is 1: nothing overlaps, the exact sum stands. */
const OVERLAP_SEEN = 1e-6;
/** The three axes may differ by so much, of the ratio. */
const AXES_AGREE = 0.02;
/** Share of the volume that holes may leave open before there is no number. */
const HOLES_DECIDE = 0.005;
/** Shells of more than this are probably not meant. */
const MANY_SHELLS = 50;

/**
 * Measures one item. In: its welded mesh, mm. Out: the measures. Throws `no-geometry` when no face is left, `too-complex`.
 */
export function measureItem(raw: Mesh, options: MeasureOptions): ItemMeasures {
  const { seed, checkTime } = options;
  const notes = new Set<NoteCode>();
  const closed = closeSeams(raw, seed);
  checkTime();
  const { mesh, edges, degenerate } = closed;
  const box = boxOf(mesh);
  const duplicates = countDuplicates(mesh.triangles, seed);
  const asDrawn = sumUp(mesh, box, edges.shellOf, edges.shells);
  const outward = turnOutward(mesh, box, edges, asDrawn, notes);
  checkTime();
  const volume = printedVolume(outward, box, edges, options, notes);

  if (edges.open > 0) notes.add('open-edges').add('volume-uncertain');
  if (edges.flipped > 0) notes.add('flipped-faces');
  if (edges.nonManifold > 0) notes.add('non-manifold-edges');
  if (degenerate > 0) notes.add('degenerate-faces');
  if (duplicates > 0) notes.add('duplicate-faces');
  return {
    mesh: outward.mesh,
    box,
    triangles: raw.triangles.length / 3,
    areaMm2: asDrawn.area,
    wallAreaMm2: asDrawn.wallArea,
    signedVolumeMm3: asDrawn.volume,
    openEdges: edges.open,
    flippedEdges: edges.flipped,
    nonManifoldEdges: edges.nonManifold,
    degenerateFaces: degenerate,
    duplicateFaces: duplicates,
    shells: edges.shells,
    notes,
    ...volume,
  };
}

/** In: shells of the whole file. Out: whether they are so many that the customer is told. */
export const isManyShells = (shells: number): boolean => shells > MANY_SHELLS;

/** Edges of the exactly welded mesh; where some are open, those of the mesh whose open seams are closed. */
function closeSeams(raw: Mesh, seed: number): { mesh: Mesh; edges: EdgeReport; degenerate: number } {
  const exact = dropDegenerate(raw);
  if (exact.mesh.triangles.length === 0) refuse('no-geometry', 'no face has an area');
  const edges = inspectEdges(exact.mesh);
  if (edges.open === 0) return { mesh: exact.mesh, edges, degenerate: exact.dropped };
  const marked = new Uint8Array(exact.mesh.positions.length / 3);
  for (const corner of edges.openEdges) marked[corner] = 1;
  const box = boxOf(exact.mesh);
  // Not below what binary64 tells apart so far from the origin.
  const digits = Math.max(...[...box.min, ...box.max].map(Math.abs)) * 2 ** -50;
  const tolerance = Math.max(Math.hypot(...sidesOf(box)) * WELD_TOLERANCE, digits);
  const near = dropDegenerate(weldNear(exact.mesh, marked, tolerance, seed));
  if (near.mesh.triangles.length === 0) refuse('no-geometry', 'no face has an area');
  return { mesh: near.mesh, edges: inspectEdges(near.mesh), degenerate: exact.dropped + near.dropped };
}

/** A mesh whose faces point outward as far as that can be told. */
interface Outward {
  readonly mesh: Mesh;
  readonly sums: Sums;
  /** Whether it is closed and wound alike everywhere now. */
  readonly sound: boolean;
}

function turnOutward(mesh: Mesh, box: Box, edges: EdgeReport, asDrawn: Sums, notes: Set<NoteCode>): Outward {
  let turned = mesh;
  let sums = asDrawn;
  let sound = edges.open === 0;
  const resum = () => sumUp(turned, box, edges.shellOf, edges.shells);
  if (edges.flipped > 0) {
    turned = turnTriangles(mesh, (triangle) => edges.turned[triangle] === 1);
    sums = resum();
    // Of several shells it cannot be told which are hollows: a slicer and a mesh library differ by a factor of two.
    sound &&= edges.shells === 1 && inspectEdges(turned).flipped === 0;
    // Which side of a patch is outside is not in the file: what encloses a volume has it inside.
    const inward = sums.shellVolumes.map((volume) => (volume < 0 ? 1 : 0));
    turned = turnTriangles(turned, (triangle) => inward[edges.shellOf[triangle]!] === 1);
    sums = resum();
  } else if (sums.volume < 0) {
    notes.add('inside-out');
    turned = turnTriangles(mesh, () => true);
    sums = resum();
  }
  if (edges.open > 0 || edges.flipped > 0) return { mesh: turned, sums, sound };

  const inward = [...sums.shellVolumes.keys()].filter((shell) => sums.shellVolumes[shell]! < 0);
  if (inward.length === 0) return { mesh: turned, sums, sound };
  const enclosed = findEnclosed(turned, edges.shellOf, inward);
  if (enclosed === undefined) return { mesh: turned, sums, sound: false };
  if (enclosed.size > 0) notes.add('internal-voids');
  const wrong = new Set(inward.filter((shell) => !enclosed.has(shell)));
  if (wrong.size > 0) {
    notes.add('inside-out');
    turned = turnTriangles(turned, (triangle) => wrong.has(edges.shellOf[triangle]!));
    sums = resum();
  }
  return { mesh: turned, sums, sound };
}

type Volume = Pick<ItemMeasures, 'volumeMm3' | 'supportVolumeMm3' | 'supportAreaMm2' | 'wallsMm2' | 'thinMm2'>;

const AXES = [0, 1, 2] as const;

function printedVolume(
  { mesh, sums, sound }: Outward,
  box: Box,
  edges: EdgeReport,
  options: MeasureOptions,
  notes: Set<NoteCode>,
): Volume {
  const normals = normalsOf(mesh);
  const sample = (columns: number) =>
    AXES.flatMap((axis) => {
      const sampled = sampleColumns(mesh, box, axis, columns, options.limits.columnHits);
      options.checkTime();
      return sampled === undefined ? [] : [measureColumns(normals, sampled, options.thicknesses)];
    });
  const measured = sample(options.columns);
  const up = measured.at(-1);
  if (measured.length < AXES.length || up === undefined) {
    notes.add('volume-uncertain');
    const thinMm2 = options.thicknesses.map(() => 0);
    return { volumeMm3: null, supportVolumeMm3: 0, supportAreaMm2: 0, wallsMm2: 0, thinMm2 };
  }
  let ratios = ratiosOf(measured);
  // Bodies that overlap: the ratio decides the volume now, so it is sampled finely.
  if (sound && Math.abs(median(ratios) - 1) > OVERLAP_SEEN && options.columns >= options.limits.columns) {
    const fine = sample(options.limits.fineColumns);
    if (fine.length === AXES.length) ratios = ratiosOf(fine);
  }
  const ratio = median(ratios);
  if (Math.abs(ratio - 1) > OVERLAP_NOTED) notes.add('overlapping-shells');
  const agree = Math.max(...ratios) - Math.min(...ratios) <= AXES_AGREE;
  if (!sound || !agree || !(sums.volume > 0)) notes.add('volume-uncertain');
  return {
    volumeMm3: numberOf(mesh, box, edges, sums, agree && Number.isFinite(ratio) ? ratio : undefined, sound),
    supportVolumeMm3: up.supportVolume,
    supportAreaMm2: up.supportArea,
    wallsMm2: measured.reduce((sum, { walls }) => sum + walls, 0),
    thinMm2: options.thicknesses.map((_, index) => measured.reduce((sum, { thin }) => sum + thin[index]!, 0)),
  };
}

/** The volume, where holes and overlaps leave one. */
function numberOf(
  mesh: Mesh,
  { min, max }: Box,
  edges: EdgeReport,
  sums: Sums,
  ratio: number | undefined,
  sound: boolean,
): number | null {
  if (ratio === undefined || !(sums.volume > 0)) return null;
  const exact = Math.abs(ratio - 1) <= OVERLAP_SEEN ? sums.volume : sums.volume * ratio;
  if (edges.open === 0) return sound ? exact : null;
  if (edges.flipped > 0) return null;
  const middle = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2] as const;
  const { cover, uncertainty } = coverHoles(mesh, edges.openEdges, middle);
  const closed = sums.volume + cover;
  return uncertainty <= HOLES_DECIDE * closed ? closed * ratio : null;
}

const ratiosOf = (measured: readonly { union: number; plain: number }[]): number[] =>
  measured.map(({ union, plain }) => (plain > 0 ? union / plain : Number.NaN));

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
