import { type Box, type Mesh } from './mesh.ts';

/** Sums over all triangles: mm³ and mm². */
export interface Sums {
  /** Signed: positive when faces are wound anticlockwise seen from outside. */
  readonly volume: number;
  readonly area: number;
  /** Area as seen from the side, Σ area·|n_xy|: what a nozzle walks along in layers. */
  readonly wallArea: number;
  /** Signed volume of each shell. */
  readonly shellVolumes: Float64Array;
}

/**
 * Volume by the divergence theorem (Zhang and Chen, "Efficient feature extraction for 2D/3D objects in mesh representation",
 * ICIP 2001), about the centre of the box so that no digits are lost far from the origin.
 * In: a mesh, its box, and the shell of each triangle of which there are so many. Out: the sums.
 */
export function sumUp({ positions, triangles }: Mesh, { min, max }: Box, shellOf: Uint32Array, shells: number): Sums {
  const [ox, oy, oz] = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  const shellVolumes = new Float64Array(shells);
  let area = 0;
  let wallArea = 0;
  for (let at = 0; at < triangles.length; at += 3) {
    const a = triangles[at]! * 3;
    const b = triangles[at + 1]! * 3;
    const c = triangles[at + 2]! * 3;
    const ax = positions[a]! - ox;
    const ay = positions[a + 1]! - oy;
    const az = positions[a + 2]! - oz;
    const ux = positions[b]! - ox - ax;
    const uy = positions[b + 1]! - oy - ay;
    const uz = positions[b + 2]! - oz - az;
    const vx = positions[c]! - ox - ax;
    const vy = positions[c + 1]! - oy - ay;
    const vz = positions[c + 2]! - oz - az;
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    shellVolumes[shellOf[at / 3]!]! += (ax * nx + ay * ny + az * nz) / 6;
    const level = nx * nx + ny * ny;
    area += Math.sqrt(level + nz * nz) / 2;
    wallArea += Math.sqrt(level) / 2;
  }
  return { volume: shellVolumes.reduce((sum, volume) => sum + volume, 0), area, wallArea, shellVolumes };
}
