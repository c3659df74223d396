import { type Mesh } from './mesh.ts';
import { along, cross, dot, item, sub, times, unit, type Vec3 } from './vectors.ts';

// One reader for each kind of array: a shared one sees many kinds, and the engine makes it several times slower.
const float = (list: Float32Array, index: number): number => list[index] as number;
const id = (list: Int16Array, index: number): number => list[index] as number;

/** What a place on a part looks like: a value, or one that depends on position and normal. */
type Looks<T> = T | ((point: Vec3, normal: Vec3) => T);

export interface Part {
  readonly mesh: Mesh;
  /** Linear light, from 0 to 1 each. */
  readonly colour: Looks<Vec3>;
  /** Height of the printed layers in millimetres; without it the surface is smooth. */
  readonly layer?: number;
  /** How strong the highlight is, from 0 to 1. */
  readonly gloss?: number;
  /** How much of the room a metal mirrors, from 0 to 1. */
  readonly metal?: number;
  /** Light of its own. */
  readonly glow?: Looks<Vec3>;
  /** Throws no shadow: lamps and flames. */
  readonly shadowless?: boolean;
}

export interface View {
  /** Degrees around the upright axis; 0 looks from the front. */
  readonly azimuth?: number;
  /** Degrees above the table. */
  readonly elevation?: number;
  /** Part of the picture that the solids fill. */
  readonly fill?: number;
  /** From 0, for what hangs in the air, to 1. */
  readonly shadow?: number;
}

export type Scene = View & { readonly parts: readonly Part[] };

/** RGBA, eight bits each, row by row; transparent where neither the solid nor its shadow is. */
export interface Picture {
  readonly size: number;
  readonly pixels: Uint8Array;
}

/** The solids stand this part of half a picture to the left, because their shadow falls to the right. */
const SHADOW_ROOM = 0.05;
/** Samples per pixel and axis. */
const SAMPLES = 2;
/** Vertical angle of view, degrees. */
const LENS = 24;
const SHADOW_MAP = 1_400;
const SKY_MAP = 320;
const TINT: Vec3 = [1.03, 1, 0.96];
const NO_LIGHT: Vec3 = [0, 0, 0];
const OCCLUSION_TAPS = times(22, (k) => {
  // The golden angle spreads the taps evenly over a disc.
  const radius = Math.sqrt((k + 0.5) / 22);
  return [Math.cos(k * 2.399963) * radius, Math.sin(k * 2.399963) * radius] as const;
});

/**
 * Draws solids: a depth buffer, one soft key light with a shadow map, occlusion of the sky, layer lines, and the shadow
 * on the table in the alpha channel. Needs no GPU and no chance: the same scene gives the same pixels.
 * @param size of the square picture, in pixels
 */
export function render({ parts, azimuth = 35, elevation = 14, fill = 0.73, shadow = 1 }: Scene, size: number): Picture {
  const width = size * SAMPLES;
  const bounds = boundsOf(parts);
  const camera = cameraFor(parts, bounds, { azimuth, elevation, fill, width });
  const { toEye, right, eye } = camera;
  const light = unit([toEye[0] * 0.35 - right[0] * 0.75 + 0.1, toEye[1] * 0.35 - right[1] * 0.75, 1.15]);
  const half = unit([light[0] + toEye[0], light[1] + toEye[1], light[2] + toEye[2]]);
  const backLight = unit([-light[0], -light[1], 0.35]);
  const casting = parts.filter(({ shadowless }) => !shadowless).map(({ mesh }) => mesh);
  const lit = keyLight(casting, bounds, light);
  const skyHidden = skyShadow(casting, bounds);
  const seen = visibility(parts, camera, width);
  const occlusion = occlusionOf(seen, camera, bounds.diagonal, width);

  const ground = (x: number, y: number): number => {
    const direction = camera.ray(x, y);
    if (direction[2] >= -1e-4) return 0;
    const p = along(eye, direction, -eye[2] / direction[2]);
    const outside = (k: 0 | 1) => Math.max(bounds.low[k] - p[k], 0, p[k] - bounds.high[k]);
    const away = Math.hypot(outside(0), outside(1)) / bounds.diagonal;
    if (away >= 0.9) return 0;
    const cast = (1 - lit(p, 3 + away * 26)) * 0.2 * Math.max(0, 1 - away * 1.15) ** 1.3;
    return Math.min(0.6, (cast + skyHidden(p[0], p[1]) * 0.42) * shadow);
  };

  // Occlusion and shadow are slow to find and change slowly: samples of a pixel on the same face share them.
  let shared: { part: Part; normal: Vec3; open: number; lit: number } | undefined;
  const surface = (x: number, y: number, part: Part): Vec3 => {
    const at = y * width + x;
    const p = seen.pointAt(x, y);
    const view = unit(sub(eye, p));
    const raw = seen.normalAt(at, p);
    const flat: Vec3 = dot(raw, view) < 0 ? [-raw[0], -raw[1], -raw[2]] : raw;
    let n = flat;
    let groove = 1;
    if (part.layer !== undefined) {
      const phase = (p[2] / part.layer) * 2 * Math.PI;
      const steep = 1 - Math.abs(n[2]) ** 3;
      n = unit([n[0], n[1], n[2] + Math.sin(phase) * 0.3 * steep]);
      groove = 1 - 0.13 * steep * (0.5 + 0.5 * Math.cos(phase));
    }
    if (!shared || shared.part !== part || dot(shared.normal, flat) < 0.95) {
      const reached = dot(flat, light) > -0.3 ? lit(along(p, flat, bounds.diagonal * 0.006), 2.2) : 0;
      shared = { part, normal: flat, open: occlusion(x, y, flat, p), lit: reached };
    }
    const { open } = shared;
    const direct = Math.max(0, dot(n, light)) * shared.lit;
    const facing = Math.max(0, dot(n, view));
    const rim = (1 - facing) ** 3;
    const gloss = part.gloss ?? 0.1;
    const highlight =
      Math.max(0, dot(n, half)) ** (part.gloss === undefined ? 18 : 60) * gloss * (direct > 0 ? 1 : 0.2);
    const amount = (0.36 + 0.34 * (0.5 + 0.5 * n[2])) * open + direct + 0.16 * Math.max(0, dot(n, backLight)) * open;
    const colour = typeof part.colour === 'function' ? part.colour(p, flat) : part.colour;
    const glow = typeof part.glow === 'function' ? part.glow(p, flat) : (part.glow ?? NO_LIGHT);
    const metal = part.metal ?? 0;
    const mirrored = metal > 0 ? room(n, view, facing) * (0.45 + 0.55 * open) : 0;
    const shade = (k: 0 | 1 | 2) =>
      colour[k] * TINT[k] * groove * (amount * (1 - metal) + mirrored * metal) +
      highlight +
      rim * (k === 2 ? 0.07 : 0.06) * open +
      glow[k];
    return [shade(0), shade(1), shade(2)];
  };

  const pixels = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let [red, green, blue, alpha, empty] = [0, 0, 0, 0, 0];
      shared = undefined;
      for (let k = 0; k < SAMPLES * SAMPLES; k += 1) {
        const [sx, sy] = [x * SAMPLES + (k % SAMPLES), y * SAMPLES + Math.floor(k / SAMPLES)];
        const part = parts[id(seen.part, sy * width + sx)];
        if (part) {
          const colour = surface(sx, sy, part);
          red += colour[0];
          green += colour[1];
          blue += colour[2];
          alpha += 1;
        } else {
          empty += 1;
        }
      }
      // The shadow is soft, so the pixel's middle stands for all of its samples.
      if (empty > 0 && shadow > 0) alpha += empty * ground(x * SAMPLES + SAMPLES / 2, y * SAMPLES + SAMPLES / 2);
      if (alpha === 0) continue;
      const at = (y * size + x) * 4;
      pixels[at] = tone(red / alpha);
      pixels[at + 1] = tone(green / alpha);
      pixels[at + 2] = tone(blue / alpha);
      pixels[at + 3] = Math.round((alpha / (SAMPLES * SAMPLES)) * 255);
    }
  }
  return { size, pixels };
}

/** Light as an eight-bit value: highlights are pressed together instead of cut off. */
/** What a contour drawing is made of, in parts of full ink: the outline, edges in front of something, levels of height. */
const INK = { outline: 1, edge: 0.8, level: 0.55 } as const;

/**
 * Draws the same solids as lines: their outline, their edges and the heights at which a layer would end. In: a scene, the
 * picture's size in pixels, how many levels. Out: a picture of the same view that is nothing but ink in its alpha channel.
 */
export function drawContours(
  { parts, azimuth = 35, elevation = 14, fill = 0.73 }: Scene,
  size: number,
  levels: number,
): Picture {
  const width = size * SAMPLES;
  const bounds = boundsOf(parts);
  const camera = cameraFor(parts, bounds, { azimuth, elevation, fill, width });
  const seen = visibility(parts, camera, width);
  const step = (bounds.high[2] - bounds.low[2]) / levels;
  const inkBetween = (x: number, y: number, otherX: number, otherY: number): number => {
    const [here, there] = [y * width + x, otherY * width + otherX];
    const [solidHere, solidThere] = [id(seen.part, here) >= 0, id(seen.part, there) >= 0];
    if (solidHere !== solidThere) return INK.outline;
    if (!solidHere) return 0;
    if (Math.abs(float(seen.depth, here) - float(seen.depth, there)) > bounds.diagonal * 0.03) return INK.edge;
    const level = (px: number, py: number) => Math.floor((seen.pointAt(px, py)[2] - bounds.low[2]) / step + 1e-6);
    return level(x, y) === level(otherX, otherY) ? 0 : INK.level;
  };
  const ink = new Float32Array(size * size);
  for (let y = 1; y < width; y += 1) {
    for (let x = 1; x < width; x += 1) {
      const drawn = Math.max(inkBetween(x, y, x - 1, y), inkBetween(x, y, x, y - 1));
      const at = Math.floor(y / SAMPLES) * size + Math.floor(x / SAMPLES);
      ink[at] = float(ink, at) + drawn;
    }
  }
  const pixels = new Uint8Array(size * size * 4);
  ink.forEach((value, at) => {
    pixels[at * 4 + 3] = Math.min(255, Math.round((value / SAMPLES) * 235));
  });
  return { size, pixels };
}

function tone(value: number): number {
  const exposed = value * 0.92;
  const pressed = exposed / (1 + Math.max(0, exposed - 0.72) * 0.55);
  return Math.round(255 * Math.min(1, Math.max(0, pressed)) ** (1 / 2.2));
}

/** What a metal sees of a plain room: a bright ceiling with a window strip, a dark horizon, a pale table. */
function room(n: Vec3, view: Vec3, facing: number): number {
  const up = 2 * facing * n[2] - view[2];
  const side = 2 * facing * n[0] - view[0];
  const step = (from: number, to: number, value: number) => {
    const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return t * t * (3 - 2 * t);
  };
  const ceiling = step(-0.05, 0.75, up);
  const table = step(0.02, -0.5, up) * 0.55;
  const windowStrip = step(0.15, 0.35, up) * (1 - step(0.5, 0.7, up)) * (0.5 + 0.5 * Math.cos(side * 5));
  return 0.28 + 0.75 * ceiling + table + 0.55 * windowStrip;
}

interface Bounds {
  readonly low: Vec3;
  readonly high: Vec3;
  readonly middle: Vec3;
  readonly diagonal: number;
}

function boundsOf(parts: readonly Part[]): Bounds {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const { mesh } of parts) {
    mesh.points.forEach((value, i) => {
      const k = (i % 3) as 0 | 1 | 2;
      if (value < low[k]) low[k] = value;
      if (value > high[k]) high[k] = value;
    });
  }
  const span = sub(high, low);
  return { low, high, middle: along(low, span, 0.5), diagonal: Math.sqrt(dot(span, span)) };
}

interface Camera {
  readonly eye: Vec3;
  readonly toEye: Vec3;
  readonly right: Vec3;
  /** Distance of one radian in samples, at depth 1. */
  readonly focal: number;
  /** Column, row and depth of a point. */
  readonly project: (p: Vec3) => Vec3;
  /** From the eye through a sample, one unit deep. */
  readonly ray: (x: number, y: number) => Vec3;
}

/** Places the eye so that the outline of the solids fills the picture, and shifts the picture so that it is centred. */
function cameraFor(
  parts: readonly Part[],
  { middle }: Bounds,
  { azimuth, elevation, fill, width }: Required<Omit<View, 'shadow'>> & { readonly width: number },
): Camera {
  const [a, e] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
  const toEye: Vec3 = [Math.sin(a) * Math.cos(e), -Math.cos(a) * Math.cos(e), Math.sin(e)];
  const right = unit(cross([0, 0, 1], toEye));
  const up = cross(toEye, right);
  const zoom = 1 / Math.tan((LENS * Math.PI) / 360);
  // Every so many corners say where the outline is, to a pixel or two.
  const outline = parts.flatMap(({ mesh }) => {
    const count = mesh.points.length / 3;
    const step = Math.ceil(count / 1_500);
    return times(Math.floor((count - 1) / step) + 1, (k) => sub(corner(mesh, k * step * 3), middle));
  });
  const extent = (distance: number) => {
    let [left, high, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const r of outline) {
      const depth = distance - dot(r, toEye);
      const [x, y] = depth > 0 ? [(dot(r, right) * zoom) / depth, (dot(r, up) * zoom) / depth] : [Infinity, Infinity];
      [left, high] = [Math.min(left, x), Math.max(high, x)];
      [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
    }
    const [wide, tall] = [(high - left) / 2, (top - bottom) / 2];
    // What is slender may be larger than what is square, so that both weigh the same in a list.
    const size = 0.75 * Math.max(wide, tall) + 0.25 * Math.sqrt(wide * tall);
    return { size, x: (left + high) / 2, y: (bottom + top) / 2 };
  };
  let [near, far] = [1, 1e5];
  for (let k = 0; k < 50; k += 1) {
    const distance = (near + far) / 2;
    if (extent(distance).size < fill) far = distance;
    else near = distance;
  }
  const eye = along(middle, toEye, far);
  const focal = (zoom * width) / 2;
  const shown = extent(far);
  const originX = width / 2 - ((shown.x + SHADOW_ROOM) * width) / 2;
  const originY = width / 2 + (shown.y * width) / 2;
  return {
    eye,
    toEye,
    right,
    focal,
    project: (p) => {
      const r = sub(p, eye);
      const depth = -dot(r, toEye);
      return [originX + (dot(r, right) * focal) / depth, originY - (dot(r, up) * focal) / depth, depth];
    },
    ray: (x, y) =>
      along(along([-toEye[0], -toEye[1], -toEye[2]], right, (x - originX) / focal), up, (originY - y) / focal),
  };
}

const corner = ({ points }: Mesh, at: number): Vec3 => [
  float(points, at),
  float(points, at + 1),
  float(points, at + 2),
];

/** Calls `put` for every sample whose middle lies in the triangle, with the weights of its corners. */
function fillTriangle(
  [a, b, c]: readonly [Vec3, Vec3, Vec3],
  width: number,
  put: (x: number, y: number, wa: number, wb: number, wc: number) => void,
): void {
  const area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
  if (Math.abs(area) < 1e-9) return;
  const perArea = 1 / area;
  const minX = Math.max(0, Math.floor(Math.min(a[0], b[0], c[0])));
  const maxX = Math.min(width - 1, Math.ceil(Math.max(a[0], b[0], c[0])));
  const minY = Math.max(0, Math.floor(Math.min(a[1], b[1], c[1])));
  const maxY = Math.min(width - 1, Math.ceil(Math.max(a[1], b[1], c[1])));
  for (let y = minY; y <= maxY; y += 1) {
    for (let x = minX; x <= maxX; x += 1) {
      const [px, py] = [x + 0.5, y + 0.5];
      const wa = ((b[0] - px) * (c[1] - py) - (c[0] - px) * (b[1] - py)) * perArea;
      const wb = ((c[0] - px) * (a[1] - py) - (a[0] - px) * (c[1] - py)) * perArea;
      const wc = 1 - wa - wb;
      if (wa >= -1e-6 && wb >= -1e-6 && wc >= -1e-6) put(x, y, wa, wb, wc);
    }
  }
}

interface Visible {
  /** Index of the part seen at each sample, -1 for none. */
  readonly part: Int16Array;
  readonly depth: Float32Array;
  readonly pointAt: (x: number, y: number) => Vec3;
  readonly normalAt: (sample: number, point: Vec3) => Vec3;
}

function visibility(parts: readonly Part[], camera: Camera, width: number): Visible {
  const depth = new Float32Array(width * width).fill(Infinity);
  const part = new Int16Array(width * width).fill(-1);
  const triangle = new Int32Array(width * width);
  parts.forEach(({ mesh }, index) => {
    for (let i = 0; i < mesh.points.length; i += 9) {
      const [a, b, c] = [0, 3, 6].map((k) => camera.project(corner(mesh, i + k))) as [Vec3, Vec3, Vec3];
      fillTriangle([a, b, c], width, (x, y, wa, wb, wc) => {
        const z = 1 / (wa / a[2] + wb / b[2] + wc / c[2]);
        const at = y * width + x;
        if (z >= float(depth, at)) return;
        depth[at] = z;
        part[at] = index;
        triangle[at] = i;
      });
    }
  });
  return {
    part,
    depth,
    pointAt: (x, y) => along(camera.eye, camera.ray(x + 0.5, y + 0.5), float(depth, y * width + x)),
    normalAt: (sample, p) => {
      const { mesh } = item(parts, id(part, sample));
      const i = triangle[sample] as number;
      const [a, b, c] = [corner(mesh, i), corner(mesh, i + 3), corner(mesh, i + 6)];
      // Weights of the corners by the areas of the triangles that the point makes with the edges.
      const whole = cross(sub(b, a), sub(c, a));
      const size = dot(whole, whole) || 1;
      const wa = dot(cross(sub(c, b), sub(p, b)), whole) / size;
      const wb = dot(cross(sub(a, c), sub(p, c)), whole) / size;
      const n = (k: number) =>
        float(mesh.normals, i + k) * wa +
        float(mesh.normals, i + 3 + k) * wb +
        float(mesh.normals, i + 6 + k) * (1 - wa - wb);
      return unit([n(0), n(1), n(2)]);
    },
  };
}

/** How open a place is to the sky, from 0 to 1: what lies near it in the picture and in front of its surface hides it. */
function occlusionOf(seen: Visible, camera: Camera, scale: number, width: number) {
  const reach = scale * 0.16;
  return (x: number, y: number, n: Vec3, p: Vec3): number => {
    const radius = (scale * 0.07 * camera.focal) / float(seen.depth, y * width + x);
    let hidden = 0;
    for (const [i, j] of OCCLUSION_TAPS) {
      const u = Math.round(x + i * radius);
      const w = Math.round(y + j * radius);
      if (u < 0 || w < 0 || u >= width || w >= width || id(seen.part, w * width + u) < 0) continue;
      const r = sub(seen.pointAt(u, w), p);
      const length = Math.sqrt(dot(r, r));
      if (length < 1e-6 || length > reach) continue;
      const above = dot(r, n) / length;
      if (above > 0.12) hidden += (above - 0.12) * (1 - length / reach);
    }
    return Math.max(0, 1 - (hidden / OCCLUSION_TAPS.length) * 2.4);
  };
}

/** How much of the key light reaches a point: a shadow map, asked around the point so that edges are soft. */
function keyLight(meshes: readonly Mesh[], { middle, diagonal }: Bounds, light: Vec3) {
  const right = unit(cross([0, 0, 1], light));
  const up = cross(light, right);
  const reach = diagonal * 0.62;
  const map = new Float32Array(SHADOW_MAP * SHADOW_MAP).fill(-Infinity);
  const toLight = (p: Vec3): Vec3 => {
    const r = sub(p, middle);
    const place = (axis: Vec3) => ((dot(r, axis) / reach) * 0.5 + 0.5) * SHADOW_MAP;
    return [place(right), place(up), dot(r, light)];
  };
  for (const mesh of meshes) {
    for (let i = 0; i < mesh.points.length; i += 9) {
      const [a, b, c] = [0, 3, 6].map((k) => toLight(corner(mesh, i + k))) as [Vec3, Vec3, Vec3];
      fillTriangle([a, b, c], SHADOW_MAP, (x, y, wa, wb, wc) => {
        const z = wa * a[2] + wb * b[2] + wc * c[2];
        const at = y * SHADOW_MAP + x;
        if (z > float(map, at)) map[at] = z;
      });
    }
  }
  const bias = reach * 0.012;
  return (p: Vec3, spread: number): number => {
    const [x, y, z] = toLight(p);
    const limit = z + bias;
    let reached = 0;
    for (let j = -3; j <= 3; j += 1) {
      const w = Math.round(y + j * spread);
      for (let i = -3; i <= 3; i += 1) {
        const u = Math.round(x + i * spread);
        const outside = u < 0 || w < 0 || u >= SHADOW_MAP || w >= SHADOW_MAP;
        if (outside || float(map, w * SHADOW_MAP + u) < limit) reached += 1;
      }
    }
    return reached / 49;
  };
}

/** How much of the sky the solid hides from a point on the table: its plan, weighted by nearness, blurred. */
function skyShadow(meshes: readonly Mesh[], { low, high, middle }: Bounds) {
  const map = new Float32Array(SKY_MAP * SKY_MAP);
  const range = Math.max(high[0] - low[0], high[1] - low[1]) * 1.1;
  const place = (value: number, centre: number) => (((value - centre) / range) * 0.5 + 0.5) * SKY_MAP;
  for (const mesh of meshes) {
    for (let i = 0; i < mesh.points.length; i += 9) {
      const near = Math.max(0, 1 - float(mesh.points, i + 2) / ((high[2] - low[2]) * 0.75));
      if (near === 0) continue;
      const corners = [0, 3, 6].map((k): Vec3 => {
        const [x, y] = corner(mesh, i + k);
        return [place(x, middle[0]), place(y, middle[1]), 0];
      }) as [Vec3, Vec3, Vec3];
      fillTriangle(corners, SKY_MAP, (x, y) => {
        const at = y * SKY_MAP + x;
        if (near > float(map, at)) map[at] = near;
      });
    }
  }
  // Three box blurs are as good as a Gaussian.
  for (const radius of [7, 10, 14]) {
    blur(map, radius, 1, SKY_MAP);
    blur(map, radius, SKY_MAP, 1);
  }
  return (px: number, py: number): number => {
    const [u, w] = [place(px, middle[0]) - 0.5, place(py, middle[1]) - 0.5];
    const [i, j] = [Math.floor(u), Math.floor(w)];
    const at = (a: number, b: number) =>
      a < 0 || b < 0 || a >= SKY_MAP || b >= SKY_MAP ? 0 : float(map, b * SKY_MAP + a);
    const row = (b: number) => at(i, b) * (1 - u + i) + at(i + 1, b) * (u - i);
    return row(j) * (1 - w + j) + row(j + 1) * (w - j);
  };
}

function blur(map: Float32Array, radius: number, step: number, line: number): void {
  const source = map.slice();
  for (let j = 0; j < SKY_MAP; j += 1) {
    let sum = 0;
    for (let i = -radius; i < SKY_MAP; i += 1) {
      if (i + radius < SKY_MAP) sum += float(source, j * line + (i + radius) * step);
      if (i - radius - 1 >= 0) sum -= float(source, j * line + (i - radius - 1) * step);
      if (i >= 0) map[j * line + i * step] = sum / (2 * radius + 1);
    }
  }
}
