import { type Vector } from './mesh.ts';

/** A machine as far as room goes: what it can build, mm, and of what. */
export interface BuildSpace {
  readonly sidesMm: Vector;
  readonly materials: readonly string[];
}

/**
 * Whether an item has room in a machine, in one of its six orders of axes; turning by other angles is not tried.
 * A box fits in some order exactly when its sorted sides fit the sorted space.
 */
export function fitsIn(sides: Vector, space: Vector): boolean {
  const [item, room] = [sides, space].map((lengths) => lengths.toSorted((a, b) => a - b)) as [number[], number[]];
  return item.every((side, index) => side <= room[index]!);
}

/** In: sides of each item, mm, and machines. Out: for each material whether one machine or another takes every item. */
export function fitsOf(items: readonly Vector[], machines: readonly BuildSpace[]): Record<string, boolean> {
  const materials = new Set(machines.flatMap(({ materials }) => materials));
  return Object.fromEntries(
    [...materials].toSorted().map((material) => {
      const able = machines.filter(({ materials }) => materials.includes(material));
      return [material, items.every((sides) => able.some(({ sidesMm }) => fitsIn(sides, sidesMm)))];
    }),
  );
}
