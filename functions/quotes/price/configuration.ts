/** What a customer chooses of a print, and what it comes to under a set of rules. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { DomainError } from '../../shared/domain-error.ts';
import type { Material, PriceRules } from './rules.ts';

export const LengthUnit = z.enum(['mm', 'cm', 'inch', 'm']);
export type LengthUnit = z.infer<typeof LengthUnit>;

/** Millimetres of a unit. */
export const LENGTH_MM: Readonly<Record<LengthUnit, number>> = { mm: 1, cm: 10, inch: 25.4, m: 1_000 };

const choice = z.string().min(1).max(40);

/** As it is sent: what is left out is chosen by the rules. */
export const PrintConfig = z
  .strictObject({
    material: choice,
    colour: choice.optional().meta({ description: "The material's first one, where nothing is said" }),
    finish: choice.optional().meta({ description: "The material's first one, where nothing is said" }),
    infill: z.int().min(0).max(100).optional().meta({ description: 'Percent; counts for melted filament alone' }),
    quantity: z.int().min(1).max(10_000).meta({ description: 'Pieces' }),
    scale: z.number().min(0.01).max(100).optional().meta({ description: 'Of lengths; 1 is as drawn' }),
    unit: LengthUnit.optional().meta({ description: "Of the file's lengths, where it names none" }),
    rush: z.boolean().optional(),
  })
  .meta({ id: 'PrintConfig', examples: [{ material: 'pla', colour: 'coral', infill: 20, quantity: 1 }] });
export type PrintConfig = z.infer<typeof PrintConfig>;

/** Everything chosen. */
export interface ChosenConfig {
  readonly material: string;
  readonly colour: string;
  readonly finish: string;
  readonly infill: number;
  readonly quantity: number;
  readonly scale: number;
  readonly unit?: LengthUnit | undefined;
  readonly rush: boolean;
}

const refused = (pointer: string, message: string): DomainError =>
  new DomainError('invalid', 'not-offered', 'This cannot be chosen.', {
    errors: [{ pointer: `/config/${pointer}`, message }],
  });

/**
 * In: what was sent, the rules in force. Out: the whole choice with its material. Throws `not-offered` for a material, colour or
 * finish that the rules do not have together, and for more pieces than they take.
 */
export function chosen(sent: PrintConfig, rules: PriceRules): { config: ChosenConfig; material: Material } {
  const material = rules.materials.find(({ id }) => id === sent.material);
  if (!material) throw refused('material', `one of ${rules.materials.map(({ id }) => id).join(', ')}`);
  const oneOf = (name: 'colour' | 'finish', options: readonly string[]): string => {
    const wanted = sent[name] ?? options[0] ?? '';
    if (!options.includes(wanted)) throw refused(name, `one of ${options.join(', ')}`);
    return wanted;
  };
  if (sent.quantity > rules.maxQuantity) throw refused('quantity', `at most ${rules.maxQuantity}`);
  const config = {
    material: material.id,
    colour: oneOf('colour', material.colours),
    finish: oneOf('finish', material.finishes),
    infill: sent.infill ?? material.infillPercent,
    quantity: sent.quantity,
    scale: sent.scale ?? 1,
    ...(sent.unit ? { unit: sent.unit } : {}),
    rush: sent.rush ?? false,
  };
  return { config, material };
}

/** SHA-256, base64url, of a choice: the same choice gives the same hash, however it was written. */
export function configHashOf(config: ChosenConfig): string {
  const parts = Object.entries(config).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
