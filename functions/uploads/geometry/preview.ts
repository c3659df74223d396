import { encode } from 'fast-png';
import type { ModelMesh } from './analyse-model.ts';
import { smoothNormals } from './corner-normals.ts';
import { boxOf, type Vector } from './mesh.ts';
import { occlude } from './occlusion.ts';
import { type Camera, joinMeshes, lightsOf, placeCamera, project } from './preview-scene.ts';
import { shade, toLinear, toSrgb } from './preview-shading.ts';
import { countCellTests, rasterise } from './raster.ts';
import { castShadows } from './shadow-map.ts';

/** Pixels of the picture; it is drawn at twice the size and averaged. */
const WIDTH = 640;
const HEIGHT = 480;
/** Comparisons of a pixel with a triangle that one view may cost; about two seconds. Beyond it there is no picture. */
const RASTER_BUDGET = 400_000_000;
/** Texels along a side of the shadow map for each sample of a pixel's side. */
const SHADOW_TEXELS = 512;
/** How far around a place occlusion is looked for, in radii of the model. */
const OCCLUSION_RADII = 0.22;

/** How a picture is drawn. */
export interface PreviewOptions {
  /** As #rrggbb. */
  readonly colour: string;
  /** Cell tests that one view may cost. */
  readonly budget?: number;
  /** Samples along a side of each pixel; fewer when more would cost too much. */
  readonly samples?: 1 | 2;
}

/**
 * Draws a product picture: the model on a light ground, lit from the upper left. The same model gives the same bytes.
 * In: meshes in mm, and how to draw them. Out: a PNG, or nothing where drawing would cost more than the budget.
 */
export function renderPreview(
  model: readonly ModelMesh[],
  { colour, budget = RASTER_BUDGET, samples = 2 }: PreviewOptions,
): Uint8Array | undefined {
  const mesh = joinMeshes(model);
  // First at full quality, then at half the size without averaging.
  for (let sampling: number = samples; sampling >= 1; sampling--) {
    const [width, height] = [WIDTH * sampling, HEIGHT * sampling];
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
    const tint = tintOf(colour);
    const colours = shade({ mesh, camera, points, raster, normals, shadows, openness, key, fill, ground, tint });
    return encodePicture(colours, width, sampling);
  }
  return undefined;
}

/** Unit normals of faces, on the side that the camera sees. */
const facing =
  (faces: Float32Array, { back }: Camera) =>
  (triangle: number, out: Float64Array): void => {
    const [x, y, z] = [faces[triangle * 3]!, faces[triangle * 3 + 1]!, faces[triangle * 3 + 2]!];
    const length = (Math.hypot(x, y, z) || 1) * (x * back[0] + y * back[1] + z * back[2] < 0 ? -1 : 1);
    out[0] = x / length;
    out[1] = y / length;
    out[2] = z / length;
  };

/** Black would swallow every shade. */
const DARKEST = 0.012;

function tintOf(colour: string): Vector {
  const channel = (at: number) => Math.max(DARKEST, toLinear(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  return [channel(1), channel(3), channel(5)];
}

function encodePicture(colours: Float32Array, width: number, sampling: number): Uint8Array {
  const data = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let dy = 0; dy < sampling; dy++) {
          for (let dx = 0; dx < sampling; dx++) {
            sum += colours[((y * sampling + dy) * width + x * sampling + dx) * 3 + channel]!;
          }
        }
        const light = Math.min(1, sum / (sampling * sampling));
        data[(y * WIDTH + x) * 3 + channel] = Math.round(toSrgb(light) * 255);
      }
    }
  }
  return encode({ width: WIDTH, height: HEIGHT, data, channels: 3 });
}
