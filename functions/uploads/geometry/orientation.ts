import { type Mesh } from './mesh.ts';

/** The mesh with the marked triangles wound the other way. */
export function turnTriangles(mesh: Mesh, isTurned: (triangle: number) => boolean): Mesh {
  const triangles = mesh.triangles.slice();
  for (let at = 0; at < triangles.length; at += 3) {
    if (!isTurned(at / 3)) continue;
    const second = triangles[at + 1]!;
    triangles[at + 1] = triangles[at + 2]!;
    triangles[at + 2] = second;
  }
  return { ...mesh, triangles };
}

/** Shells that are wound inward at most, before it is left to a person which of them are hollows. */
const MOST_INWARD = 2_000;

/**
 * Which inward-wound shells lie inside of the others: these are hollows, the rest is inside out.
 * A line upwards from a point of each shell counts how often it leaves and enters the other shells.
 * In: a closed mesh, the shell of each triangle, the shells in question. Out: those inside; nothing when there are too many.
 */
export function findEnclosed(
  { positions, triangles }: Mesh,
  shellOf: Uint32Array,
  inward: readonly number[],
): ReadonlySet<number> | undefined {
  if (inward.length > MOST_INWARD) return undefined;
  const probes = probesOf({ positions, triangles }, shellOf, inward);
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [triangles[at]! * 3, triangles[at + 1]! * 3, triangles[at + 2]! * 3];
    const least = Math.min(positions[a]!, positions[b]!, positions[c]!);
    const most = Math.max(positions[a]!, positions[b]!, positions[c]!);
    for (let index = firstAtLeast(probes, least); index < probes.length && probes[index]!.x <= most; index++) {
      const probe = probes[index]!;
      if (probe.shell !== shellOf[at / 3]!) probe.winding += crossing(positions, a, b, c, probe);
    }
  }
  return new Set(probes.filter(({ winding }) => winding > 0).map(({ shell }) => shell));
}

interface Probe {
  readonly shell: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  winding: number;
}

/** A point in the middle of a triangle of each shell, off its symmetries; in the order of x. */
function probesOf({ positions, triangles }: Mesh, shellOf: Uint32Array, shells: readonly number[]): Probe[] {
  const wanted = new Set(shells);
  const probes: Probe[] = [];
  for (let at = 0; at < triangles.length && wanted.size > 0; at += 3) {
    const shell = shellOf[at / 3]!;
    if (!wanted.delete(shell)) continue;
    const weighted = (axis: number) =>
      0.4142 * positions[triangles[at]! * 3 + axis]! +
      0.3213 * positions[triangles[at + 1]! * 3 + axis]! +
      0.2645 * positions[triangles[at + 2]! * 3 + axis]!;
    probes.push({ shell, x: weighted(0), y: weighted(1), z: weighted(2), winding: 0 });
  }
  return probes.sort((one, other) => one.x - other.x);
}

function firstAtLeast(probes: readonly Probe[], x: number): number {
  let [from, to] = [0, probes.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (probes[middle]!.x < x) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** +1 where the line upwards from the probe leaves through this triangle, −1 where it enters, 0 where it passes by. */
function crossing(positions: Float64Array, a: number, b: number, c: number, { x, y, z }: Probe): number {
  const side = (from: number, to: number) =>
    (positions[to]! - positions[from]!) * (y - positions[from + 1]!) -
    (x - positions[from]!) * (positions[to + 1]! - positions[from + 1]!);
  const [ab, bc, ca] = [side(a, b), side(b, c), side(c, a)];
  const inside = (ab > 0 && bc > 0 && ca > 0) || (ab < 0 && bc < 0 && ca < 0);
  if (!inside) return 0;
  const total = ab + bc + ca;
  const height = (bc * positions[a + 2]! + ca * positions[b + 2]! + ab * positions[c + 2]!) / total;
  if (height <= z) return 0;
  return total > 0 ? 1 : -1;
}
