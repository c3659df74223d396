import { DomainError } from '../shared/domain-error.ts';
import { money } from '../shared/money.ts';
import type { Upload } from '../uploads/reads.ts';
import { chosen, configHashOf, LENGTH_MM, type LengthUnit, type PrintConfig } from './price/configuration.ts';
import { etaOf, reasonsToLook, type Soundness, statedError } from './price/decide.ts';
import { type Model, scaled } from './price/model.ts';
import { type Price, priceOf } from './price/price.ts';
import type { PriceRules } from './price/rules.ts';
import type { Priced, Reckoning } from './quote.ts';
import type { RulesVersion } from './quote-keys.ts';

/** The model is not measured yet. */
export class AnalysisPending extends DomainError {
  override name = 'AnalysisPending';
  constructor() {
    super('conflict', 'analysis-pending', 'The model is being measured. Ask again in a moment.', { retryAfter: 2 });
  }
}

/** More than any print costs: no price is reckoned from a model of the size of a house. Minor units. */
const MOST_CENTS = 100_000_000;

/** An upload that was measured. */
export type MeasuredUpload = Upload & { readonly analysis: NonNullable<Upload['analysis']> };

/**
 * In: an upload, and the unit that the customer gives with the configuration. Out: the upload with its measures. Throws
 * `analysis-pending`, `file-refused`, and `unit-needed` while it is open what the file's lengths mean.
 */
export function measuredUpload(upload: Upload, unit: LengthUnit | undefined): MeasuredUpload {
  const { status, analysis } = upload;
  if (status === 'REJECTED_LIGHT') throw new DomainError('conflict', 'file-refused', 'This file cannot be printed.');
  if (status !== 'UPLOADED' || !analysis) throw new AnalysisPending();
  if (analysis.unitSuspicion !== undefined && unit === undefined) {
    throw new DomainError('conflict', 'unit-needed', 'Say in which unit the file was drawn: its size leaves it open.');
  }
  return { ...upload, analysis };
}

/**
 * What a version of the rules says of a measured file in a configuration. Throws `not-offered`.
 */
export function reckon(
  { analysis, preview, drawn }: MeasuredUpload,
  sent: PrintConfig,
  { version, rules }: Pick<RulesVersion, 'version' | 'rules'>,
  now: Date,
): Priced {
  const { config, material } = chosen(sent, rules);
  if (config.unit !== undefined && analysis.format === '3mf') {
    throw new DomainError('invalid', 'not-offered', 'This cannot be chosen.', {
      errors: [{ pointer: '/config/unit', message: 'a 3MF says its unit itself' }],
    });
  }
  const unitFactor = config.unit === undefined ? 1 : LENGTH_MM[config.unit] / LENGTH_MM[analysis.unit];
  const factor = config.scale * unitFactor;
  const model: Model = {
    items: analysis.items,
    // What staff are suggested for a model whose volume is not certain is made of its plain sum.
    volumeMm3: analysis.volumeMm3 ?? Math.abs(analysis.signedVolumeMm3),
    areaMm2: analysis.areaMm2,
    wallAreaMm2: analysis.wallAreaMm2,
    supportVolumeMm3: analysis.supportVolumeMm3,
    supportAreaMm2: analysis.supportAreaMm2,
  };
  const hex = rules.colours.find(({ id }) => id === config.colour)?.hex;
  const price = priceOf(scaled(model, factor), config, material, rules);
  const soundness: Soundness = {
    // Flipped faces are turned before they are measured; where that fails there is no volume.
    watertight: analysis.openEdges === 0 && analysis.volumeMm3 !== null,
    uncertain: analysis.volumeMm3 === null || analysis.issues.includes('volume-uncertain'),
    thinShare: analysis.thinShare[material.id],
    factor,
  };
  return {
    config,
    configHash: configHashOf(config),
    rulesVersion: version,
    reckoning: reckoningOf(price, config.rush, rules, now),
    ...(drawn && hex ? { picture: { name: preview, colour: hex.slice(1) } } : {}),
    days: rules.quoteDays,
    review: reasonsToLook(price, soundness, rules),
  };
}

/** What is kept of a price. */
export function reckoningOf(price: Price, rush: boolean, rules: PriceRules, now: Date): Reckoning {
  const { totalCents, lines, machine, grams, pieceSeconds, seconds } = price;
  const isPrice = totalCents <= MOST_CENTS;
  return {
    ...(isPrice ? { price: money(totalCents, rules.currency) } : {}),
    lines: isPrice ? lines : [],
    error: statedError(price, rules),
    eta: etaOf(price, rush, rules, now),
    machineId: machine.id,
    grams,
    pieceSeconds,
    seconds,
  };
}
