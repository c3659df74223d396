/**
 * Material and machine time of a print, before it is sliced. Formulas and constants: fitted to 40 parts sliced by PrusaSlicer 2.5;
 * what they are off by is with the rules (`error`). Every constant of a machine or material is a rule.
 */
import { unreachable } from '../../shared/domain-error.ts';
import type { Model, Size } from './model.ts';
import type { Machine } from './rules.ts';

/** Of one piece, which is everything that the file places. */
export interface Estimate {
  /** What stays in the part, cm³. */
  readonly partCm3: number;
  /** Supports, cm³; none where the technology needs none. */
  readonly supportCm3: number;
  /** Machine time of `pieces` pieces, seconds. */
  seconds(pieces: number): number;
}

const MM3_PER_CM3 = 1_000;
const MM2_PER_CM2 = 100;

/** A line of infill is laid a little fatter than its share says; fitted. */
const INFILL_FATNESS = 1.03;
/** Supports of a volume C (cm³) under faces of an area O (cm²): 0.67 · C^0.75 + 0.083 · O cm³; fitted. */
const SUPPORT = { perVolume: 0.67, exponent: 0.75, perArea: 0.083 } as const;
/** Resin that a part takes beyond its volume, its supports among it. */
const RESIN_FACTOR = 1.15;

/** In: the model at its printed size, the machine, infill in percent. Out: material and time of a piece. */
export function estimate(model: Model, machine: Machine, infillPercent: number): Estimate {
  switch (machine.technology) {
    case 'fdm':
      return filament(model, machine, infillPercent / 100);
    case 'msla':
      return resin(model, machine);
    case 'sls':
      return powder(model, machine);
    default:
      return unreachable(machine);
  }
}

const layersOf = ({ items }: Model, layerMm: number): number =>
  items.reduce((sum, { quantity, boundingBoxMm }) => sum + quantity * Math.ceil(boundingBoxMm.z / layerMm), 0);

/**
 * Melted filament. s = min(1, A·t ÷ V) is the share that is printed solid; material V · (s + (1−s) · infill · 1.03). Time: walls
 * (Σ area·|n_xy| ÷ layer height ÷ speed), solid and infill by their rates, a constant for each layer, supports by volume.
 */
function filament(model: Model, machine: Machine & { technology: 'fdm' }, infill: number): Estimate {
  const { volumeMm3: volume, areaMm2, wallAreaMm2 } = model;
  const solid = volume > 0 ? Math.min(1, (areaMm2 * machine.shellMm) / volume) : 1;
  const solidMm3 = volume * solid;
  const infillMm3 = volume * (1 - solid) * infill;
  const supportCm3 =
    SUPPORT.perVolume * (model.supportVolumeMm3 / MM3_PER_CM3) ** SUPPORT.exponent +
    SUPPORT.perArea * (model.supportAreaMm2 / MM2_PER_CM2);
  const walls = machine.wallMmPerS === undefined ? 0 : wallAreaMm2 / machine.layerMm / machine.wallMmPerS;
  const seconds =
    walls +
    solidMm3 / machine.solidMm3PerS +
    infillMm3 / machine.infillMm3PerS +
    layersOf(model, machine.layerMm) * machine.layerSeconds +
    machine.supportSecondsPerCm3 * supportCm3;
  return {
    partCm3: (solidMm3 + infillMm3 * INFILL_FATNESS) / MM3_PER_CM3,
    supportCm3,
    seconds: (pieces) => seconds * pieces,
  };
}

/** Cured resin: 1.15 · V and what is lost with each piece. A plate takes as long as its highest part, however many lie on it. */
function resin(model: Model, machine: Machine & { technology: 'msla' }): Estimate {
  const { x, y } = machine.buildVolumeMm;
  const plates = (pieces: number): number => {
    const room = model.items.reduce((sum, { quantity, boundingBoxMm: box }) => {
      const across = (side: number, length: number) =>
        Math.max(1, Math.floor((side + machine.gapMm) / (length + machine.gapMm)));
      const onPlate = Math.max(across(x, box.x) * across(y, box.y), across(x, box.y) * across(y, box.x));
      return sum + quantity / onPlate;
    }, 0);
    return Math.ceil(pieces * room);
  };
  const height = Math.max(0, ...model.items.map(({ boundingBoxMm }) => boundingBoxMm.z));
  const plate = Math.ceil(height / machine.layerMm) * machine.layerSeconds + machine.bottomSeconds;
  return {
    partCm3: (RESIN_FACTOR * model.volumeMm3) / MM3_PER_CM3 + machine.wasteCm3,
    supportCm3: 0,
    seconds: (pieces) => plates(pieces) * plate,
  };
}

/** Sintered powder: a piece takes its share of the chamber by its box, grown by a margin. */
function powder(model: Model, machine: Machine & { technology: 'sls' }): Estimate {
  const share = (boxCm3Of(model, machine.marginMm) * MM3_PER_CM3) / volumeOf(machine.buildVolumeMm);
  return {
    partCm3: model.volumeMm3 / MM3_PER_CM3,
    supportCm3: 0,
    seconds: (pieces) => share * machine.buildSeconds * pieces,
  };
}

const volumeOf = ({ x, y, z }: Size): number => x * y * z;

/** The boxes of all items, cm³, each side grown by a margin at both ends. */
export const boxCm3Of = ({ items }: Pick<Model, 'items'>, marginMm: number): number =>
  items.reduce((sum, { quantity, boundingBoxMm: { x, y, z } }) => {
    const grown = 2 * marginMm;
    return sum + (quantity * volumeOf({ x: x + grown, y: y + grown, z: z + grown })) / MM3_PER_CM3;
  }, 0);
