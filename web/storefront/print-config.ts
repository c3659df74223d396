import type { LengthUnit, PrintConfig, PrintOptions } from '../shop/print-shapes.ts';

/** What was chosen for a print so far; it stays in this tab through a reload and a sign-in. */
export interface PrintDraft {
  readonly material?: string;
  readonly colour?: string;
  readonly finish?: string;
  readonly infill?: number;
  readonly quantity: number;
  readonly rush: boolean;
  readonly note: string;
  /** By the name of the file. */
  readonly units: Readonly<Record<string, LengthUnit>>;
}

/** A choice as the API takes it: what is no longer offered, or was never chosen, is the first that is. Nothing where there is no material. */
export function configOf(
  draft: PrintDraft,
  options: PrintOptions,
  unit: LengthUnit | undefined,
): PrintConfig | undefined {
  const material = options.materials.find(({ id }) => id === draft.material) ?? options.materials[0];
  if (!material) return undefined;
  const oneOf = (wanted: string | undefined, offered: readonly string[]) =>
    offered.find((id) => id === wanted) ?? offered[0];
  const [colour, finish] = [oneOf(draft.colour, material.colours), oneOf(draft.finish, material.finishes)];
  return {
    material: material.id,
    ...(colour === undefined ? {} : { colour }),
    ...(finish === undefined ? {} : { finish }),
    ...(material.technology === 'fdm' ? { infill: draft.infill ?? material.infill } : {}),
    quantity: Math.min(draft.quantity, options.maxQuantity),
    ...(unit === undefined ? {} : { unit }),
    rush: draft.rush,
  };
}

/** The plate that a material is printed on: that of the smallest machine that has room. In: sides, mm, where they are known. */
export function plateFor(
  options: PrintOptions,
  material: string | undefined,
  size: readonly [number, number, number] | undefined,
): { readonly x: number; readonly y: number } | undefined {
  const sides = size?.toSorted((a, b) => a - b) ?? [0, 0, 0];
  const machines = options.machines
    .filter(({ materials }) => materials.includes(material ?? ''))
    .toSorted((a, b) => a.buildVolumeMm.x * a.buildVolumeMm.y - b.buildVolumeMm.x * b.buildVolumeMm.y);
  const roomy = machines.find(({ buildVolumeMm }) =>
    Object.values(buildVolumeMm)
      .toSorted((a, b) => a - b)
      .every((room, axis) => room >= (sides[axis] ?? 0)),
  );
  const { x, y } = (roomy ?? machines.at(-1))?.buildVolumeMm ?? {};
  return x && y ? { x, y } : undefined;
}
