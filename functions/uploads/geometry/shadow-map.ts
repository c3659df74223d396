import { boxOf, type Mesh, type Vector } from './mesh.ts';
import { countCellTests, type Raster, rasterise } from './raster.ts';

/** What the key light sees, and where a point of the model lies in it. */
export interface ShadowMap {
  readonly raster: Raster;
  /** How dark the ground is under each texel, 0 to 1, with a soft border. */
  readonly ground: Float32Array;
  /** Size of a texel, mm. */
  readonly texel: number;
  /** x and y in texels and nearness of a point relative to the middle of the model. */
  readonly place: (x: number, y: number, z: number, out: Float64Array) => void;
}

/** Texels around the part that stay free, for the soft border of the ground shadow. */
const MARGIN = 48;
/** Radius of the three box blurs of the ground shadow, texels. */
const SOFTNESS = 9;

/** Looks at a mesh along the light. In: the mesh, its middle, direction to the light, texels along a
 * side of the map, cell tests that are allowed. Out: the map, or nothing where it would cost more. */
export function castShadows(
  mesh: Mesh,
  middle: Vector,
  light: Vector,
  side: number,
  budget: number,
): ShadowMap | undefined {
  const right = normalised([-light[1], light[0], 0]);
  const up: Vector = [
    light[1] * right[2] - light[2] * right[1],
    light[2] * right[0] - light[0] * right[2],
    light[0] * right[1] - light[1] * right[0],
  ];
  const { min, max } = boxOf(mesh);
  const radius = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]) / 2;
  const texel = (2 * radius) / (side - 2 * MARGIN);
  const place = (x: number, y: number, z: number, out: Float64Array) => {
    out[0] = side / 2 + (x * right[0] + y * right[1] + z * right[2]) / texel;
    out[1] = side / 2 + (x * up[0] + y * up[1] + z * up[2]) / texel;
    out[2] = x * light[0] + y * light[1] + z * light[2];
  };
  const { positions, triangles } = mesh;
  const points = new Float64Array(positions.length);
  const point = new Float64Array(3);
  for (let at = 0; at < positions.length; at += 3) {
    place(positions[at]! - middle[0], positions[at + 1]! - middle[1], positions[at + 2]! - middle[2], point);
    points.set(point, at);
  }
  if (countCellTests(points, triangles, side, side) > budget) return undefined;
  const raster = rasterise(points, triangles, side, side);
  return { raster, ground: blurred(raster), texel, place };
}

const normalised = ([x, y, z]: Vector): Vector => {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
};

/** Three box blurs in each direction are close to a bell. */
function blurred({ triangle, width }: Raster): Float32Array {
  const image = new Float32Array(triangle.length);
  for (let at = 0; at < image.length; at++) image[at] = triangle[at] === -1 ? 0 : 1;
  const other = new Float32Array(image.length);
  for (let pass = 0; pass < 3; pass++) {
    blurRows(image, other, width);
    blurColumns(other, image, width);
  }
  return image;
}

const SHARE = 1 / (2 * SOFTNESS + 1);

function blurRows(image: Float32Array, result: Float32Array, side: number): void {
  for (let start = 0; start < image.length; start += side) {
    let sum = 0;
    for (let at = 0; at < SOFTNESS; at++) sum += image[start + at]!;
    for (let at = 0; at < side; at++) {
      if (at + SOFTNESS < side) sum += image[start + at + SOFTNESS]!;
      if (at > SOFTNESS) sum -= image[start + at - SOFTNESS - 1]!;
      result[start + at] = sum * SHARE;
    }
  }
}

/** All columns at once, row by row: in the order in which the image lies in memory. */
function blurColumns(image: Float32Array, result: Float32Array, side: number): void {
  const sums = new Float64Array(side);
  const add = (row: number, sign: number) => {
    for (let x = 0; x < side; x++) sums[x]! += sign * image[row * side + x]!;
  };
  for (let row = 0; row < SOFTNESS; row++) add(row, 1);
  for (let row = 0; row < side; row++) {
    if (row + SOFTNESS < side) add(row + SOFTNESS, 1);
    if (row > SOFTNESS) add(row - SOFTNESS - 1, -1);
    for (let x = 0; x < side; x++) result[row * side + x] = sums[x]! * SHARE;
  }
}

/** Half of the 5 × 5 texels that are averaged. */
const TAPS = 2;

/** How much of the key light reaches a point (0 to 1): the share of the texels around that nothing nearer covers. */
export function litShare({ raster }: ShadowMap, place: Float64Array, bias: number): number {
  const { width, nearness } = raster;
  const x = Math.floor(place[0]!);
  const y = Math.floor(place[1]!);
  if (x < TAPS || y < TAPS || x >= width - TAPS || y >= width - TAPS) return 1;
  const own = place[2]! + bias;
  let lit = 0;
  for (let dy = -TAPS; dy <= TAPS; dy++) {
    const row = (y + dy) * width + x;
    for (let dx = -TAPS; dx <= TAPS; dx++) if (nearness[row + dx]! <= own) lit++;
  }
  return lit / (2 * TAPS + 1) ** 2;
}

/** How dark the ground is at a place on the map, 0 to 1. */
export function groundShade({ ground, raster: { width } }: ShadowMap, x: number, y: number): number {
  const column = Math.floor(x - 0.5);
  const row = Math.floor(y - 0.5);
  if (column < 0 || row < 0 || column >= width - 1 || row >= width - 1) return 0;
  const [u, v] = [x - 0.5 - column, y - 0.5 - row];
  const at = row * width + column;
  const upper = ground[at]! * (1 - u) + ground[at + 1]! * u;
  const lower = ground[at + width]! * (1 - u) + ground[at + width + 1]! * u;
  return upper * (1 - v) + lower * v;
}
