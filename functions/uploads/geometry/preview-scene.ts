import type { ModelMesh } from './analyse-model.ts';
import { boxOf, type Mesh, type Vector } from './mesh.ts';
import type { Projected } from './raster.ts';

/** A camera in perspective: pixel = centre + scale · (right, −up) ÷ distance. Directions are unit vectors of the model. */
export interface Camera {
  readonly middle: Vector;
  readonly right: Vector;
  readonly up: Vector;
  /** From the model to the camera. */
  readonly back: Vector;
  /** From the middle of the model to the camera, mm. */
  readonly distance: number;
  /** Pixels of one unit of slope. */
  readonly scale: number;
  readonly centreX: number;
  readonly centreY: number;
}

const DEGREE = Math.PI / 180;
/** Where the camera stands: in front, to the left, a little above. */
const AZIMUTH = -52 * DEGREE;
const ELEVATION = 27 * DEGREE;
/** Share of the frame that the part fills, in its larger direction. */
const FILL = 0.8;
/** Distance of the camera in radii of the model: little perspective, as a photographer far away with a long lens. */
const DISTANCE_RADII = 5;

/** All copies of all items as one mesh, at their places. */
export function joinMeshes(model: readonly ModelMesh[]): Mesh {
  const [first] = model;
  if (model.length === 1 && first !== undefined && first.places.length === 1) return first.mesh;
  const copies = model.flatMap(({ mesh, places }) => places.map((place) => ({ mesh, place })));
  const positions = new Float64Array(copies.reduce((sum, { mesh }) => sum + mesh.positions.length, 0));
  const triangles = new Uint32Array(copies.reduce((sum, { mesh }) => sum + mesh.triangles.length, 0));
  let corner = 0;
  let index = 0;
  for (const { mesh, place } of copies) {
    const start = corner / 3;
    for (let at = 0; at < mesh.positions.length; at++) positions[corner++] = mesh.positions[at]! + place[at % 3]!;
    for (const one of mesh.triangles) triangles[index++] = one + start;
  }
  return { positions, triangles };
}

/** The camera from which the whole mesh fills its share of a frame of this size. */
export function placeCamera(mesh: Mesh, width: number, height: number): Camera {
  const { min, max } = boxOf(mesh);
  const middle: Vector = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  const radius = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]) / 2;
  const [sinA, cosA, sinE, cosE] = [Math.sin(AZIMUTH), Math.cos(AZIMUTH), Math.sin(ELEVATION), Math.cos(ELEVATION)];
  const camera: Camera = {
    middle,
    right: [-sinA, cosA, 0],
    up: [-sinE * cosA, -sinE * sinA, cosE],
    back: [cosE * cosA, cosE * sinA, sinE],
    distance: radius * DISTANCE_RADII,
    scale: 1,
    centreX: 0,
    centreY: 0,
  };
  const frame = frameOf(project(mesh, camera), mesh.triangles);
  const scale = FILL * Math.min(width / (frame.right - frame.left), height / (frame.bottom - frame.top));
  return {
    ...camera,
    scale,
    centreX: width / 2 - (scale * (frame.left + frame.right)) / 2,
    centreY: height / 2 - (scale * (frame.top + frame.bottom)) / 2,
  };
}

function frameOf(points: Projected, triangles: Uint32Array) {
  const frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const corner of triangles) {
    const x = points[corner * 3]!;
    const y = points[corner * 3 + 1]!;
    if (x < frame.left) frame.left = x;
    if (x > frame.right) frame.right = x;
    if (y < frame.top) frame.top = y;
    if (y > frame.bottom) frame.bottom = y;
  }
  return frame;
}

/** In: a mesh. Out: its corners as the camera sees them; nearness is 1 ÷ distance along the view. */
export function project({ positions }: Mesh, camera: Camera): Projected {
  const points = new Float64Array(positions.length);
  const { middle, right, up, back, distance, scale, centreX, centreY } = camera;
  for (let at = 0; at < positions.length; at += 3) {
    const x = positions[at]! - middle[0];
    const y = positions[at + 1]! - middle[1];
    const z = positions[at + 2]! - middle[2];
    const near = 1 / (distance - (x * back[0] + y * back[1] + z * back[2]));
    points[at] = centreX + scale * near * (x * right[0] + y * right[1] + z * right[2]);
    points[at + 1] = centreY - scale * near * (x * up[0] + y * up[1] + z * up[2]);
    points[at + 2] = near;
  }
  return points;
}

/** The point of the model in the middle of a pixel, at this nearness; relative to the middle of the model, mm. */
export function unproject(camera: Camera, x: number, y: number, nearness: number, out: Float64Array): void {
  const { right, up, back, distance, scale, centreX, centreY } = camera;
  const depth = 1 / nearness;
  const u = ((x - centreX) / scale) * depth;
  const v = (-(y - centreY) / scale) * depth;
  const w = distance - depth;
  for (let axis = 0; axis < 3; axis++) out[axis] = u * right[axis]! + v * up[axis]! + w * back[axis]!;
}

/** Nearness of the ground at a pixel, 0 where the view passes above it. `ground`: its height relative to the middle. */
export function groundNearness(camera: Camera, y: number, ground: number): number {
  const { up, back, distance, scale, centreY } = camera;
  // The ray is back·distance + depth·(u·right + v·up − back); only its height matters, and right is level.
  const v = -(y - centreY) / scale;
  const fall = v * up[2] - back[2];
  return fall < 0 ? fall / (ground - distance * back[2]) : 0;
}

const normalise = ([x, y, z]: Vector): Vector => {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
};

const mix = (camera: Camera, right: number, towards: number, up: number): Vector => {
  const level = Math.hypot(camera.back[0], camera.back[1]);
  return normalise([
    right * camera.right[0] + (towards * camera.back[0]) / level,
    right * camera.right[1] + (towards * camera.back[1]) / level,
    up,
  ]);
};

/** Directions to the lights, as seen from the camera: the key from the upper left, the fill from the right. */
export const lightsOf = (camera: Camera): { key: Vector; fill: Vector } => ({
  key: mix(camera, -0.62, 0.28, 0.95),
  fill: mix(camera, 0.8, 0.7, 0.35),
});
