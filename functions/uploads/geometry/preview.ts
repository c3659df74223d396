import type { ModelMesh } from './analyse-model.ts';
import { smoothNormals } from './corner-normals.ts';
import { boxOf } from './mesh.ts';
import { occlude } from './occlusion.ts';
import { type Camera, joinMeshes, lightsOf, placeCamera, project } from './preview-scene.ts';
import { shade } from './preview-shading.ts';
import { countCellTests, rasterise } from './raster.ts';
import { castShadows } from './shadow-map.ts';
import { encodeLights, PREVIEW_HEIGHT, PREVIEW_WIDTH } from './tint-preview.ts';

/** Comparisons of a pixel with a triangle that one view may cost; about two seconds. Beyond it there is no picture. */
const RASTER_BUDGET = 400_000_000;
/** Texels along a side of the shadow map for each sample of a pixel's side. */
const SHADOW_TEXELS = 512;
/** How far around a place occlusion is looked for, in radii of the model. */
const OCCLUSION_RADII = 0.22;

/** How a picture is drawn. */
export interface PreviewOptions {
  /** Cell tests that one view may cost. */
  readonly budget?: number;
  /** Samples along a side of each pixel; fewer when more would cost too much. */
  readonly samples?: 1 | 2;
}

/**
 * Draws a product picture without its colour: the model on a light ground, lit from the upper left. The same model gives the same
 * bytes. In: meshes in mm, and how to draw them. Out: the two lights of each pixel, as `tintPreview` takes them; nothing where
 * drawing would cost more than the budget.
 */
export function drawPreview(
  model: readonly ModelMesh[],
  { budget = RASTER_BUDGET, samples = 2 }: PreviewOptions = {},
): Uint8Array | undefined {
  const mesh = joinMeshes(model);
  // First at full quality, then at half the size without averaging.
  for (let sampling: number = samples; sampling >= 1; sampling--) {
    const [width, height] = [PREVIEW_WIDTH * sampling, PREVIEW_HEIGHT * sampling];
    const camera = placeCamera(mesh, width, height);
    const points = project(mesh, camera);
    if (countCellTests(points, mesh.triangles, width, height) > budget) continue;
    const { key, fill } = lightsOf(camera);
    const shadows = castShadows(mesh, camera.middle, key, SHADOW_TEXELS * sampling, budget);
    if (shadows === undefined) continue;
    const raster = rasterise(points, mesh.triangles, width, height);
    const normals = smoothNormals(mesh);
    const { min, max } = boxOf(mesh);
    const ground = min[2] - camera.middle[2];
    const radius = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]) / 2;
    const openness = occlude(raster, camera, facing(normals.faces, camera), ground, radius * OCCLUSION_RADII);
    const lights = shade({ mesh, camera, points, raster, normals, shadows, openness, key, fill, ground });
    return encodeLights(averaged(lights, width, sampling));
  }
  return undefined;
}

/** Unit normals of faces, on the side that the camera sees. */
const facing =
  (faces: Float32Array, { back }: Camera) =>
  (triangle: number, out: Float64Array): void => {
    const x = faces[triangle * 3]!;
    const y = faces[triangle * 3 + 1]!;
    const z = faces[triangle * 3 + 2]!;
    const length = (Math.sqrt(x * x + y * y + z * z) || 1) * (x * back[0] + y * back[1] + z * back[2] < 0 ? -1 : 1);
    out[0] = x / length;
    out[1] = y / length;
    out[2] = z / length;
  };

/** The lights of the picture's pixels out of those of its samples. */
function averaged(lights: Float32Array, width: number, sampling: number): Float32Array {
  const pixels = new Float32Array(PREVIEW_WIDTH * PREVIEW_HEIGHT * 2);
  for (let at = 0; at < pixels.length; at++) {
    const x = (at >> 1) % PREVIEW_WIDTH;
    const y = Math.floor((at >> 1) / PREVIEW_WIDTH);
    let sum = 0;
    for (let dy = 0; dy < sampling; dy++) {
      for (let dx = 0; dx < sampling; dx++) {
        sum += lights[((y * sampling + dy) * width + x * sampling + dx) * 2 + (at & 1)]!;
      }
    }
    pixels[at] = sum / (sampling * sampling);
  }
  return pixels;
}
