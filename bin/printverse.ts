import { join } from 'node:path';
import { createApp } from '../lib/app.ts';
import { stages } from '../lib/config.ts';
import { Refused } from '../lib/refused.ts';

const stage = process.env['STAGE'] ?? 'dev';
const config = Object.values(stages).find((one) => one.stage === stage);
if (!config) {
  console.error(`There is no stage "${stage}". Set STAGE to one of: ${Object.keys(stages).join(', ')}.`);
  process.exit(1);
}
// PAGES=none deploys the API alone, as before it is known under which host the pages will be.
const withPages = process.env['PAGES'] !== 'none';
const dist = join(import.meta.dirname, '../dist');
try {
  createApp({
    config,
    bundles: join(dist, 'functions'),
    ...(withPages ? { pages: join(dist, 'web') } : {}),
  }).app.synth();
} catch (error) {
  console.error(error instanceof Refused ? error.message : error);
  process.exit(1);
}
