import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.ts';

// npm run format: writes every source in the agreed form (biome.json).
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--write', '--linter-enabled=false'],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
