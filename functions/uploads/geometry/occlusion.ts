import { type Camera, groundNearness, unproject } from './preview-scene.ts';
import type { Raster } from './raster.ts';

/** Directions around a pixel, and the steps along each in shares of the radius. */
const DIRECTIONS = 8;
const STEPS = [0.12, 0.3, 0.6, 1];
const UPWARDS = [0, 0, 1];
/** How dark the deepest corner is, chosen by eye. */
const STRENGTH = 1.35;
/** What is less than this above the surface is its own roundness. */
const LEAST_RISE = 0.12;
/** Pixels of the blur, to each side. */
const BLUR = 2;
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
  const seen = new Uint8Array(width * height);
  const point = new Float64Array(3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = 2 * y * raster.width + 2 * x;
      const part = raster.triangle[pixel]! !== -1;
      const near = part ? raster.nearness[pixel]! : groundNearness(camera, 2 * y + 0.5, ground);
      if (near <= 0) continue;
      seen[y * width + x] = 1;
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
      if (seen[at] === 0) continue;
      const triangle = raster.triangle[2 * y * raster.width + 2 * x]!;
      if (triangle === -1) normal.set(UPWARDS);
      else normalOf(triangle, normal);
      const nx = normal[0]!;
      const ny = normal[1]!;
      const nz = normal[2]!;
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
        if (seen[other] === 0 || other === at) continue;
        const vx = points[other * 3]! - points[at * 3]!;
        const vy = points[other * 3 + 1]! - points[at * 3 + 1]!;
        const vz = points[other * 3 + 2]! - points[at * 3 + 2]!;
        const length = Math.sqrt(vx * vx + vy * vy + vz * vz);
        const above = (vx * nx + vy * ny + vz * nz) / length - LEAST_RISE;
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
  const result = new Float32Array(image.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      let sum = 0;
      let count = 0;
      for (let dy = -BLUR; dy <= BLUR; dy++) {
        for (let dx = -BLUR; dx <= BLUR; dx++) {
          const sx = x + dx;
          const sy = y + dy;
          if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue;
          const other = sy * width + sx;
          const apart =
            Math.abs(points[other * 3]! - points[at * 3]!) +
            Math.abs(points[other * 3 + 1]! - points[at * 3 + 1]!) +
            Math.abs(points[other * 3 + 2]! - points[at * 3 + 2]!);
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
