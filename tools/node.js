// node tools/node.js <script> …: runs a script of this project under Node 24, whatever Node the machine has.
import { runUnderNode24 } from './install.js';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  console.error('Say which script to run: node tools/node.js <script> [arguments]');
  process.exit(1);
}
await runUnderNode24(script, args);
