import type { Mesh } from './mesh.ts';

/** How uncertain the volume of an open surface is. */
export interface Holes {
  /** Volume to add when each hole is closed by a fan of triangles around its middle, mm³. */
  readonly cover: number;
  /** What a cover that bulges could change: area of the fans times half the width of each hole, mm³. */
  readonly uncertainty: number;
}

/**
 * Looks at the borders of an open surface. In: the mesh, pairs of corners of its open edges, the point about which volumes
 * are summed. Out: what is missing. Edges that hang together are one hole.
 */
export function coverHoles(
  { positions, triangles }: Mesh,
  openEdges: Uint32Array,
  [ox, oy, oz]: readonly [number, number, number],
): Holes {
  const loops = loopsOf(openEdges);
  const directed = directedEdges(triangles, openEdges);
  let cover = 0;
  let uncertainty = 0;
  for (const edges of loops) {
    const middle = [0, 1, 2].map(
      (axis) =>
        edges.reduce((sum, [a, b]) => sum + positions[a * 3 + axis]! + positions[b * 3 + axis]!, 0) / edges.length / 2,
    ) as [number, number, number];
    let area = 0;
    let radius = 0;
    for (const [a, b] of edges) {
      // The cover runs along the edge against the triangle that has it.
      const [from, to] = directed.has(keyOf(a, b)) ? [b, a] : [a, b];
      const p = [0, 1, 2].map((axis) => positions[from * 3 + axis]! - middle[axis]!) as [number, number, number];
      const q = [0, 1, 2].map((axis) => positions[to * 3 + axis]! - middle[axis]!) as [number, number, number];
      const nx = p[1] * q[2] - p[2] * q[1];
      const ny = p[2] * q[0] - p[0] * q[2];
      const nz = p[0] * q[1] - p[1] * q[0];
      cover += ((middle[0] - ox) * nx + (middle[1] - oy) * ny + (middle[2] - oz) * nz) / 6;
      area += Math.hypot(nx, ny, nz) / 2;
      radius = Math.max(radius, Math.hypot(...p));
    }
    uncertainty += area * radius;
  }
  return { cover, uncertainty };
}

const keyOf = (a: number, b: number) => `${a} ${b}`;

/** Open edges in the direction of the triangle that has them. */
function directedEdges(triangles: Uint32Array, openEdges: Uint32Array): Set<string> {
  const corners = new Set(openEdges);
  const directed = new Set<string>();
  for (let at = 0; at < triangles.length; at++) {
    const a = triangles[at]!;
    const b = triangles[at % 3 === 2 ? at - 2 : at + 1]!;
    if (corners.has(a) && corners.has(b)) directed.add(keyOf(a, b));
  }
  return directed;
}

function loopsOf(openEdges: Uint32Array): [number, number][][] {
  const parent = new Map<number, number>();
  const find = (corner: number): number => {
    let root = corner;
    while (parent.has(root) && parent.get(root) !== root) root = parent.get(root)!;
    parent.set(corner, root);
    return root;
  };
  for (let at = 0; at < openEdges.length; at += 2) parent.set(find(openEdges[at]!), find(openEdges[at + 1]!));
  const loops = new Map<number, [number, number][]>();
  for (let at = 0; at < openEdges.length; at += 2) {
    const edge: [number, number] = [openEdges[at]!, openEdges[at + 1]!];
    const root = find(edge[0]);
    const loop = loops.get(root);
    if (loop === undefined) loops.set(root, [edge]);
    else loop.push(edge);
  }
  return [...loops.values()];
}
