// npm start: installs what is missing, then brings up the local cloud and the app on it.
import { runUnderNode24 } from '../tools/install.js';

await runUnderNode24('local/up.ts', process.argv.slice(2));
