import { type Camera, groundNearness, unproject } from './preview-scene.ts';
import type { Raster } from './raster.ts';

/** Directions around a pixel, and the steps along each in shares of the radius. */
const DIRECTIONS = 8;
const STEPS = [0.12, 0.3, 0.6, 1];
const NOTHING = 0;
const GROUND = 1;
const PART = 2;
/** How dark the deepest corner is, chosen by eye. */
const STRENGTH = 1.35;
/** What is less than this above the surface is its own roundness. */
const LEAST_RISE = 0.12;
/** Pixels of the blur, to each side. */
const BLUR = 2;
/** Pixels along a side of the squares in which the blur looks for something to do; no smaller than it reaches. */
const SQUARE = 8;
/** Surfaces further apart than this share of the radius are not blurred into each other. */
const BLUR_DEPTH = 0.25;

/**
 * How much of the surroundings' light reaches each second pixel of an image (0 to 1): what rises above the surface in
 * eight directions takes some away. In: the image, its camera, unit normals of faces as the camera sees them, the height of
 * the ground under the part and the radius to look at, both relative to the middle of the part in mm.
 * Out: an image of half the width and height.
 */
export function occlude(
  raster: Raster,
  camera: Camera,
  normalOf: (triangle: number, out: Float64Array) => void,
  ground: number,
  radius: number,
): Float32Array {
  const width = raster.width >> 1;
  const height = raster.height >> 1;
  const points = new Float32Array(width * height * 3);
  /** What a pixel shows: `NOTHING`, `GROUND` or `PART`. */
  const seen = new Uint8Array(width * height);
  const point = new Float64Array(3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = 2 * y * raster.width + 2 * x;
      const part = raster.triangle[pixel]! !== -1;
      const near = part ? raster.nearness[pixel]! : groundNearness(camera, 2 * y + 0.5, ground);
      if (near <= 0) continue;
      seen[y * width + x] = part ? PART : GROUND;
      unproject(camera, 2 * x + 0.5, 2 * y + 0.5, near, point);
      points.set(point, (y * width + x) * 3);
    }
  }

  const result = new Float32Array(width * height).fill(1);
  const normal = new Float64Array(3);
  // The radius in pixels of the half image, at the distance of the part.
  const { right, down } = sampleOffsets((radius * camera.scale) / camera.distance / 2);
  const furthest = 1.5 * radius;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (seen[at] === NOTHING) continue;
      // The ground looks up, and nothing of it rises above itself.
      let nx = 0;
      let ny = 0;
      let nz = 1;
      const least = seen[at] === GROUND ? PART : GROUND;
      if (seen[at] === PART) {
        normalOf(raster.triangle[2 * y * raster.width + 2 * x]!, normal);
        nx = normal[0]!;
        ny = normal[1]!;
        nz = normal[2]!;
      }
      const px = points[at * 3]!;
      const py = points[at * 3 + 1]!;
      const pz = points[at * 3 + 2]!;
      let taken = 0;
      let rise = 0;
      for (let sample = 0; sample < right.length; sample++) {
        if (sample % STEPS.length === 0) {
          taken += rise;
          rise = 0;
        }
        const sx = x + right[sample]!;
        const sy = y + down[sample]!;
        if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue;
        const other = sy * width + sx;
        if (seen[other]! < least || other === at) continue;
        const vx = points[other * 3]! - px;
        const vy = points[other * 3 + 1]! - py;
        const vz = points[other * 3 + 2]! - pz;
        const upwards = vx * nx + vy * ny + vz * nz;
        // Most of what is around lies below, and costs no root.
        if (upwards <= 0) continue;
        const length = Math.sqrt(vx * vx + vy * vy + vz * vz);
        const above = upwards / length - LEAST_RISE;
        // What is far in front of the surface does not shade it.
        const share = length / furthest;
        if (above > 0 && share < 1) rise = Math.max(rise, above * (1 - share * share));
      }
      result[at] = Math.max(0, 1 - (STRENGTH * (taken + rise)) / DIRECTIONS);
    }
  }
  return blur(result, points, width, height, radius * BLUR_DEPTH);
}

/** Steps of all directions, one direction behind the other, in whole pixels. */
function sampleOffsets(reach: number): { right: Int32Array; down: Int32Array } {
  const offsets = (part: (angle: number) => number) =>
    Int32Array.from({ length: DIRECTIONS * STEPS.length }, (_, sample) => {
      // Off the axes, along which edges often run.
      const angle = ((Math.floor(sample / STEPS.length) + 0.37) / DIRECTIONS) * 2 * Math.PI;
      return Math.round(part(angle) * STEPS[sample % STEPS.length]! * reach);
    });
  return { right: offsets(Math.cos), down: offsets(Math.sin) };
}

function blur(image: Float32Array, points: Float32Array, width: number, height: number, depth: number): Float32Array {
  const result = new Float32Array(image.length).fill(1);
  const open = openSquares(image, width, height);
  const across = Math.ceil(width / SQUARE);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Where all light arrives all around, the mean is all of it.
      if (open[Math.floor(y / SQUARE) * across + Math.floor(x / SQUARE)] === 1) continue;
      const at = y * width + x;
      const px = points[at * 3]!;
      const py = points[at * 3 + 1]!;
      const pz = points[at * 3 + 2]!;
      let sum = 0;
      let count = 0;
      for (let dy = -BLUR; dy <= BLUR; dy++) {
        for (let dx = -BLUR; dx <= BLUR; dx++) {
          const sx = x + dx;
          const sy = y + dy;
          if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue;
          const other = sy * width + sx;
          const apart =
            Math.abs(points[other * 3]! - px) +
            Math.abs(points[other * 3 + 1]! - py) +
            Math.abs(points[other * 3 + 2]! - pz);
          if (apart > depth) continue;
          sum += image[other]!;
          count++;
        }
      }
      result[at] = sum / (count || 1);
    }
  }
  return result;
}

/** 1 for each square that, with those around it, has nothing but 1 in it. */
function openSquares(image: Float32Array, width: number, height: number): Uint8Array {
  const across = Math.ceil(width / SQUARE);
  const down = Math.ceil(height / SQUARE);
  const shaded = new Uint8Array(across * down);
  for (let at = 0; at < image.length; at++) {
    if (image[at] !== 1) shaded[Math.floor(at / width / SQUARE) * across + Math.floor((at % width) / SQUARE)] = 1;
  }
  const open = new Uint8Array(across * down).fill(1);
  for (let square = 0; square < shaded.length; square++) {
    if (shaded[square] === 0) continue;
    const column = square % across;
    const row = (square - column) / across;
    for (let y = Math.max(0, row - 1); y <= Math.min(down - 1, row + 1); y++) {
      open.fill(0, y * across + Math.max(0, column - 1), y * across + Math.min(across - 1, column + 1) + 1);
    }
  }
  return open;
}
