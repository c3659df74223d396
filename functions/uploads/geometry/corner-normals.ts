import { grown, type Mesh } from './mesh.ts';

/** Faces that meet at a smaller angle are one smooth surface. */
const CREASE_COSINE = Math.cos((38 * Math.PI) / 180);
/** Faces around a corner that are looked at. */
const MOST_NEIGHBOURS = 64;

/** Normals as they are shaded. */
export interface Normals {
  /** Of faces, as long as twice their area. */
  readonly faces: Float32Array;
  /** Where the unit normals of a triangle's three corners stand in `corners`: nine numbers from here. */
  readonly cornersAt: (triangle: number) => number;
  /** To be asked for anew after each `cornersAt`, which may have made it longer. */
  readonly corners: () => Float64Array;
}

/** Prepares the normals of a mesh; those of corners are made when a triangle is seen, and kept. */
export function smoothNormals({ positions, triangles }: Mesh): Normals {
  const faces = faceNormals(positions, triangles);
  const { starts, around } = trianglesAround(positions.length / 3, triangles);
  /** One more than the place among the kept ones, 0 for a triangle that was not seen yet. */
  const places = new Uint32Array(triangles.length / 3);
  let kept = new Float64Array(9 * 1024);
  let count = 0;

  const make = (triangle: number, at: number) => {
    const nx = faces[triangle * 3]!;
    const ny = faces[triangle * 3 + 1]!;
    const nz = faces[triangle * 3 + 2]!;
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
    for (let corner = 0; corner < 3; corner++) {
      const vertex = triangles[triangle * 3 + corner]!;
      let x = nx;
      let y = ny;
      let z = nz;
      const last = Math.min(starts[vertex + 1]!, starts[vertex]! + MOST_NEIGHBOURS);
      for (let index = starts[vertex]!; index < last; index++) {
        const other = around[index]!;
        if (other === triangle) continue;
        const ox = faces[other * 3]!;
        const oy = faces[other * 3 + 1]!;
        const oz = faces[other * 3 + 2]!;
        // Faces of no area have no direction: 0 is less than any length.
        const along = nx * ox + ny * oy + nz * oz;
        if (along <= CREASE_COSINE * length * Math.sqrt(ox * ox + oy * oy + oz * oz)) continue;
        x += ox;
        y += oy;
        z += oz;
      }
      const sum = Math.sqrt(x * x + y * y + z * z) || 1;
      kept[at + corner * 3] = x / sum;
      kept[at + corner * 3 + 1] = y / sum;
      kept[at + corner * 3 + 2] = z / sum;
    }
  };

  const cornersAt = (triangle: number): number => {
    if (places[triangle] === 0) {
      if ((count + 1) * 9 > kept.length) kept = grown(kept, Float64Array);
      make(triangle, count * 9);
      places[triangle] = ++count;
    }
    return (places[triangle]! - 1) * 9;
  };
  return { faces, cornersAt, corners: () => kept };
}

function faceNormals(positions: Float64Array, triangles: Uint32Array): Float32Array {
  const normals = new Float32Array(triangles.length);
  for (let at = 0; at < triangles.length; at += 3) {
    const a = triangles[at]! * 3;
    const b = triangles[at + 1]! * 3;
    const c = triangles[at + 2]! * 3;
    const ux = positions[b]! - positions[a]!;
    const uy = positions[b + 1]! - positions[a + 1]!;
    const uz = positions[b + 2]! - positions[a + 2]!;
    const vx = positions[c]! - positions[a]!;
    const vy = positions[c + 1]! - positions[a + 1]!;
    const vz = positions[c + 2]! - positions[a + 2]!;
    normals[at] = uy * vz - uz * vy;
    normals[at + 1] = uz * vx - ux * vz;
    normals[at + 2] = ux * vy - uy * vx;
  }
  return normals;
}

function trianglesAround(corners: number, triangles: Uint32Array): { starts: Uint32Array; around: Uint32Array } {
  const starts = new Uint32Array(corners + 1);
  for (const corner of triangles) starts[corner + 1]!++;
  for (let corner = 0; corner < corners; corner++) starts[corner + 1]! += starts[corner]!;
  const fill = starts.slice();
  const around = new Uint32Array(triangles.length);
  for (let at = 0; at < triangles.length; at++) around[fill[triangles[at]!]!++] = Math.floor(at / 3);
  return { starts, around };
}
