import { join } from 'node:path';
import { createApp } from '../lib/app.ts';
import { stages } from '../lib/config.ts';

const stage = process.env['STAGE'] ?? 'dev';
const config = Object.values(stages).find((known) => known.stage === stage);
if (!config) {
  console.error(`There is no stage "${stage}". Set STAGE to one of: ${Object.keys(stages).join(', ')}.`);
  process.exit(1);
}
createApp({ config, bundles: join(import.meta.dirname, '../dist/functions') }).app.synth();
