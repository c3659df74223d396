/** A point or a direction in millimetres: x to the right, y to the back, z up. */
export type Vec3 = readonly [x: number, y: number, z: number];

export const sub = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** The same direction with length one; the null vector stays what it is. */
export function unit(a: Vec3): Vec3 {
  const length = Math.sqrt(dot(a, a)) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
}

/** The point `reach` along `direction` from `start`. */
export const along = (start: Vec3, direction: Vec3, reach: number): Vec3 => [
  start[0] + direction[0] * reach,
  start[1] + direction[1] * reach,
  start[2] + direction[2] * reach,
];

/** A list's element that the caller knows to be there. */
export const item = <T>(list: ArrayLike<T>, index: number): T => list[index] as T;

/** `count` values of `make`, from index 0 on. */
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** A whole turn in radians. */
export const TURN = Math.PI * 2;
