// A fresh process: imports a bundle, lets it answer one request, and tells on fd 3 what that cost.
// Arguments: the bundle's file, the event and the status that it must answer.
import { writeSync } from 'node:fs';

const [bundle, event, wanted] = process.argv.slice(2);
const { handler } = await import(String(bundle));
const imported = process.cpuUsage();
const context = { awsRequestId: 'req', functionName: 'start', getRemainingTimeInMillis: () => 15_000 };
const { statusCode, body } = await handler(JSON.parse(String(event)), context);
const { user, system } = process.cpuUsage();
if (statusCode !== Number(wanted)) throw new Error(`answered ${statusCode} instead of ${wanted}: ${body}`);
writeSync(3, JSON.stringify({ import: (imported.user + imported.system) / 1000, all: (user + system) / 1000 }));
process.exit(0);
