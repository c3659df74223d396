import type { Normals } from './corner-normals.ts';
import type { Mesh, Vector } from './mesh.ts';
import { type Camera, groundNearness, unproject } from './preview-scene.ts';
import type { Projected, Raster } from './raster.ts';
import { groundShade, litShare, type ShadowMap } from './shadow-map.ts';

/** Everything that a pixel's colour is made of. */
export interface Scene {
  readonly mesh: Mesh;
  readonly camera: Camera;
  readonly points: Projected;
  readonly raster: Raster;
  readonly normals: Normals;
  readonly shadows: ShadowMap;
  /** Of half the size of the raster. */
  readonly openness: Float32Array;
  readonly key: Vector;
  readonly fill: Vector;
  /** Height of the ground relative to the middle of the model, mm. */
  readonly ground: number;
}

/** Strengths of the lights, linear; chosen by eye. */
const AMBIENT = 0.15;
const SKY = 0.15;
const KEY = 0.84;
const FILL = 0.16;
const SHINE = 0.1;
const SHININESS = 38;
const RIM = 0.07;
/** How much darker the ground is in the shadow, and in a corner. */
const GROUND_SHADOW = 0.3;
const GROUND_CORNER = 0.35;
/** How much darker the part is along a line, and where its surface turns or steps. */
const LINE = 0.42;
const LINE_COSINE = Math.cos((38 * Math.PI) / 180);
/** A step in depth that makes a line, in pixels of depth for a pixel of width. */
const LINE_STEP = 6;
/** sRGB of the background above and below, from 0 to 255. */
const BACKGROUND_TOP = 236;
const BACKGROUND_BOTTOM = 221;

/** sRGB to linear light, 0 to 1 (IEC 61966-2-1). */
export const toLinear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
/** Linear light to sRGB, 0 to 1 (IEC 61966-2-1). */
export const toSrgb = (value: number): number =>
  value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;

/**
 * Out: for each pixel of the raster two shares of linear light: what takes the colour of the part, and what is white. A colour
 * times the first plus the second is the pixel.
 */
export function shade(scene: Scene): Float32Array {
  const { width, height, triangle } = scene.raster;
  const colours = new Float32Array(width * height * 2);
  const shadePart = partShader(scene);
  const shadeGround = groundShader(scene);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const openness = scene.openness[(y >> 1) * (width >> 1) + (x >> 1)]!;
      if (triangle[pixel] === -1) shadeGround(x, y, openness, colours, pixel * 2);
      else shadePart(x, y, openness, colours, pixel * 2);
    }
  }
  return colours;
}

type Shader = (x: number, y: number, openness: number, out: Float32Array, at: number) => void;

function groundShader({ raster, camera, shadows, ground }: Scene): Shader {
  const point = new Float64Array(3);
  const place = new Float64Array(3);
  const lights = Float64Array.from({ length: raster.height }, (_, y) => {
    const share = y / (raster.height - 1);
    return toLinear((BACKGROUND_TOP + (BACKGROUND_BOTTOM - BACKGROUND_TOP) * share) / 255);
  });
  return (x, y, openness, out, at) => {
    let light = lights[y]!;
    const near = groundNearness(camera, y + 0.5, ground);
    if (near > 0) {
      unproject(camera, x + 0.5, y + 0.5, near, point);
      shadows.place(point[0]!, point[1]!, point[2]!, place);
      light *= 1 - GROUND_SHADOW * groundShade(shadows, place[0]!, place[1]!);
      light *= 1 - GROUND_CORNER * (1 - openness);
    }
    out[at + 1] = light;
  };
}

function partShader(scene: Scene): Shader {
  const { raster, camera, normals, shadows, key, fill } = scene;
  const normal = new Float64Array(3);
  const point = new Float64Array(3);
  const place = new Float64Array(3);
  const view = new Float64Array(3);
  const bias = 2 * shadows.texel;
  return (x, y, openness, out, at) => {
    const pixel = y * raster.width + x;
    const triangle = raster.triangle[pixel]!;
    unproject(camera, x + 0.5, y + 0.5, raster.nearness[pixel]!, point);
    viewFrom(camera, point, view);
    const back = isBackFace(normals.faces, triangle, view);
    interpolate(scene, triangle, x + 0.5, y + 0.5, back, normal);

    const towards = normal[0]! * key[0] + normal[1]! * key[1] + normal[2]! * key[2];
    let lit = 0;
    if (towards > 0) {
      // A little off the surface, so that it does not shade itself.
      const off = bias * (1.5 - towards);
      shadows.place(point[0]! + normal[0]! * off, point[1]! + normal[1]! * off, point[2]! + normal[2]! * off, place);
      lit = litShare(shadows, place, bias);
    }
    const side = Math.max(0, normal[0]! * fill[0] + normal[1]! * fill[1] + normal[2]! * fill[2]);
    const sky = AMBIENT + SKY * (normal[2]! * 0.5 + 0.5) + FILL * side;
    // Corners also keep some of the key light out.
    const diffuse = sky * openness + KEY * Math.max(0, towards) * lit * (0.6 + 0.4 * openness);
    const facing = Math.max(0, normal[0]! * view[0]! + normal[1]! * view[1]! + normal[2]! * view[2]!);
    const hx = key[0] + view[0]!;
    const hy = key[1] + view[1]!;
    const hz = key[2] + view[2]!;
    const half = (normal[0]! * hx + normal[1]! * hy + normal[2]! * hz) / Math.sqrt(hx * hx + hy * hy + hz * hz);
    const shine = SHINE * Math.max(0, half) ** SHININESS * lit + RIM * (1 - facing) ** 3 * openness;
    const line = 1 - LINE * lineAt(scene, x, y);
    out[at] = diffuse * line;
    out[at + 1] = shine * line;
  };
}

function viewFrom({ back, distance }: Camera, point: Float64Array, out: Float64Array): void {
  const x = back[0] * distance - point[0]!;
  const y = back[1] * distance - point[1]!;
  const z = back[2] * distance - point[2]!;
  const length = Math.sqrt(x * x + y * y + z * z);
  out[0] = x / length;
  out[1] = y / length;
  out[2] = z / length;
}

const isBackFace = (faces: Float32Array, triangle: number, view: Float64Array): boolean =>
  faces[triangle * 3]! * view[0]! + faces[triangle * 3 + 1]! * view[1]! + faces[triangle * 3 + 2]! * view[2]! < 0;

/**
 * The smooth normal at a place of the image, weighted by the areas opposite of the corners and their nearness; turned where the
 * back of the triangle is seen.
 */
function interpolate(
  { mesh, points, normals }: Scene,
  triangle: number,
  x: number,
  y: number,
  back: boolean,
  out: Float64Array,
): void {
  const at = normals.cornersAt(triangle);
  const corners = normals.corners();
  const a = mesh.triangles[triangle * 3]! * 3;
  const b = mesh.triangles[triangle * 3 + 1]! * 3;
  const c = mesh.triangles[triangle * 3 + 2]! * 3;
  const ofA = area(points, b, c, x, y) * points[a + 2]!;
  const ofB = area(points, c, a, x, y) * points[b + 2]!;
  const ofC = area(points, a, b, x, y) * points[c + 2]!;
  const nx = ofA * corners[at]! + ofB * corners[at + 3]! + ofC * corners[at + 6]!;
  const ny = ofA * corners[at + 1]! + ofB * corners[at + 4]! + ofC * corners[at + 7]!;
  const nz = ofA * corners[at + 2]! + ofB * corners[at + 5]! + ofC * corners[at + 8]!;
  const turned = ofA + ofB + ofC < 0 !== back;
  const length = (turned ? -1 : 1) * (Math.sqrt(nx * nx + ny * ny + nz * nz) || 1);
  out[0] = nx / length;
  out[1] = ny / length;
  out[2] = nz / length;
}

const area = (points: Projected, one: number, other: number, x: number, y: number): number =>
  (points[one]! - x) * (points[other + 1]! - y) - (points[other]! - x) * (points[one + 1]! - y);

/** How much a pixel belongs to a line, 0 or 1: its right or lower neighbour lies deeper or shows another surface. */
function lineAt({ raster, camera, normals: { faces } }: Scene, x: number, y: number): number {
  const { width, height, triangle, nearness } = raster;
  const pixel = y * width + x;
  const own = triangle[pixel]!;
  const depth = 1 / nearness[pixel]!;
  for (let neighbour = 0; neighbour < 2; neighbour++) {
    // To the right, then below.
    if (neighbour === 0 ? x + 1 >= width : y + 1 >= height) continue;
    const next = neighbour === 0 ? pixel + 1 : pixel + width;
    const other = triangle[next]!;
    if (other === -1) return 0.6;
    if (other === own) continue;
    const step = Math.abs(1 / nearness[next]! - depth);
    if (step * camera.scale > LINE_STEP * depth) return 1;
    if (turns(faces, own, other)) return 0.55;
  }
  return 0;
}

/** Whether two faces meet at more than the angle that makes a line. In: their normals, of any length. */
function turns(faces: Float32Array, one: number, other: number): boolean {
  const ax = faces[one * 3]!;
  const ay = faces[one * 3 + 1]!;
  const az = faces[one * 3 + 2]!;
  const bx = faces[other * 3]!;
  const by = faces[other * 3 + 1]!;
  const bz = faces[other * 3 + 2]!;
  const squares = (ax * ax + ay * ay + az * az) * (bx * bx + by * by + bz * bz);
  return ax * bx + ay * by + az * bz < LINE_COSINE * Math.sqrt(squares);
}
