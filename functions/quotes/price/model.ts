/** What a price needs of a model: lengths mm, areas mm², volumes mm³, all at the size that is printed. */

export interface Size {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export interface Model {
  /** What is printed, each with its own box as drawn, and how often the file places it. */
  readonly items: readonly { readonly quantity: number; readonly boundingBoxMm: Size }[];
  readonly volumeMm3: number;
  readonly areaMm2: number;
  /** Σ area · |n_xy|: what the outer walls go round. */
  readonly wallAreaMm2: number;
  /** Volume under faces steeper than 45° from vertical, and the area of these faces. */
  readonly supportVolumeMm3: number;
  readonly supportAreaMm2: number;
}

const scaledSize = ({ x, y, z }: Size, factor: number): Size => ({ x: x * factor, y: y * factor, z: z * factor });

/** The same model at another size. In: the factor of lengths. */
export const scaled = (model: Model, factor: number): Model => ({
  items: model.items.map(({ quantity, boundingBoxMm }) => ({
    quantity,
    boundingBoxMm: scaledSize(boundingBoxMm, factor),
  })),
  volumeMm3: model.volumeMm3 * factor ** 3,
  areaMm2: model.areaMm2 * factor ** 2,
  wallAreaMm2: model.wallAreaMm2 * factor ** 2,
  supportVolumeMm3: model.supportVolumeMm3 * factor ** 3,
  supportAreaMm2: model.supportAreaMm2 * factor ** 2,
});

/** Whether every item has room in a build volume, in one of the six orders of its axes. */
export function fits({ items }: Pick<Model, 'items'>, room: Size): boolean {
  const sorted = ({ x, y, z }: Size) => [x, y, z].toSorted((a, b) => a - b);
  const most = sorted(room);
  return items.every(({ boundingBoxMm }) => sorted(boundingBoxMm).every((side, axis) => side <= (most[axis] ?? 0)));
}

/**
 * The share of a surface that is wall where nobody measured it: the mean of |n_xy| over all directions of a sphere, π/4
 * (the integral of sin²θ over 0…π, halved).
 */
export const MEAN_WALL_SHARE = Math.PI / 4;
