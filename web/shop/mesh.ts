/** Models as a browser reads them, to be turned and priced before the shop has measured them: the shop's own figures count. */

/** What an estimate of a price is fed with, in units of the file. */
export interface Measures {
  readonly box: readonly [number, number, number];
  readonly volume: number;
  readonly area: number;
  /** Σ area · |n_xy|. */
  readonly wallArea: number;
  /** Below steep faces, down to the plate: too much where the part itself lies below. */
  readonly support: number;
  readonly triangles: number;
}

export interface Mesh {
  /** Nine numbers a triangle; centred on the plate, whose height is 0. Steep faces come last. */
  readonly positions: Float32Array<ArrayBuffer>;
  /** The first triangle that overhangs. */
  readonly steepFrom: number;
  readonly measures: Measures;
}

const HEADER = 84;
const FACET = 50;
/** A file may go on for a little after its last facet. */
const REST = 1.01;

/** In: a file's name and bytes. Out: nine numbers a triangle, as they are drawn; nothing for what a browser does not read, a 3MF first of all. */
export function readTriangles(name: string, bytes: ArrayBuffer): Float32Array<ArrayBuffer> | undefined {
  if (/\.3mf$/i.test(name)) return undefined;
  if (/\.obj$/i.test(name)) return fromObj(new TextDecoder().decode(bytes));
  const view = new DataView(bytes);
  const count = bytes.byteLength >= HEADER ? view.getUint32(HEADER - 4, true) : 0;
  const whole = HEADER + count * FACET;
  if (count > 0 && whole <= bytes.byteLength && bytes.byteLength <= whole * REST) return fromBinaryStl(view, count);
  return fromAsciiStl(new TextDecoder().decode(bytes));
}

function fromBinaryStl(view: DataView, count: number): Float32Array<ArrayBuffer> {
  const found = new Float32Array(count * 9);
  for (let facet = 0; facet < count; facet += 1) {
    const start = HEADER + facet * FACET + 12;
    for (let at = 0; at < 9; at += 1) found[facet * 9 + at] = view.getFloat32(start + at * 4, true);
  }
  return found;
}

function fromAsciiStl(text: string): Float32Array<ArrayBuffer> | undefined {
  const found: number[] = [];
  for (const [, x, y, z] of text.matchAll(/\bvertex\s+(\S+)\s+(\S+)\s+(\S+)/gi)) {
    found.push(Number(x), Number(y), Number(z));
  }
  return found.length > 0 && found.length % 9 === 0 ? Float32Array.from(found) : undefined;
}

function fromObj(text: string): Float32Array<ArrayBuffer> | undefined {
  const corners: number[] = [];
  const found: number[] = [];
  for (const line of text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const [word, ...rest] = line.trim().split(/\s+/);
    if (word === 'v') corners.push(Number(rest[0]), Number(rest[1]), Number(rest[2]));
    if (word !== 'f') continue;
    const face = rest.map((corner) => {
      const index = Number.parseInt(corner, 10);
      return index < 0 ? corners.length / 3 + index : index - 1;
    });
    for (let at = 1; at + 1 < face.length; at += 1) {
      for (const corner of [face[0], face[at], face[at + 1]]) {
        for (let axis = 0; axis < 3; axis += 1) found.push(corners[(corner ?? -1) * 3 + axis] ?? Number.NaN);
      }
    }
  }
  return found.length > 0 ? Float32Array.from(found) : undefined;
}

/** cos 45°: faces that look down more steeply are printed on supports. */
const STEEP = Math.SQRT1_2;
/** Part of the height in which a face lies on the plate. */
const ON_PLATE = 0.002;

/** In: nine numbers a triangle. Out: the mesh on its plate, measured; nothing where its numbers are none or nothing is enclosed. */
export function measureMesh(triangles: Float32Array<ArrayBuffer>): Mesh | undefined {
  const least = [Infinity, Infinity, Infinity];
  const most = [-Infinity, -Infinity, -Infinity];
  for (const [at, value] of triangles.entries()) {
    if (!Number.isFinite(value)) return undefined;
    const axis = at % 3;
    if (value < (least[axis] ?? 0)) least[axis] = value;
    if (value > (most[axis] ?? 0)) most[axis] = value;
  }
  const [left = 0, front = 0, bottom = 0] = least;
  const [right = 0, back = 0, top = 0] = most;
  const middle = [(left + right) / 2, (front + back) / 2, bottom];
  const count = triangles.length / 9;
  const positions = new Float32Array(triangles.length);
  const level = (top - bottom) * ON_PLATE;
  let [volume, area, wallArea, support, flat, last] = [0, 0, 0, 0, 0, count];
  const corner = new Float64Array(9);
  for (let facet = 0; facet < count; facet += 1) {
    for (let at = 0; at < 9; at += 1) corner[at] = (triangles[facet * 9 + at] ?? 0) - (middle[at % 3] ?? 0);
    const [ax = 0, ay = 0, az = 0, bx = 0, by = 0, bz = 0, cx = 0, cy = 0, cz = 0] = corner;
    const [ux, uy, uz, vx, vy, vz] = [bx - ax, by - ay, bz - az, cx - ax, cy - ay, cz - az];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const twice = Math.hypot(nx, ny, nz);
    volume += (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6;
    area += twice / 2;
    wallArea += Math.hypot(nx, ny) / 2;
    const height = (az + bz + cz) / 3;
    const steep = -nz > STEEP * twice && height > level;
    if (steep) support += (-nz / 2) * height;
    // Steep ones are laid down from the end.
    const place = steep ? (last -= 1) : flat++;
    positions.set(corner, place * 9);
  }
  if (volume === 0 || area === 0) return undefined;
  const measures = {
    box: [right - left, back - front, top - bottom] as const,
    volume: Math.abs(volume),
    area,
    wallArea,
    support,
    triangles: count,
  };
  return { positions, steepFrom: flat, measures };
}
