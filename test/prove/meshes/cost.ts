import { writeSync } from 'node:fs';

/** CPU seconds of this process, all threads. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Tells whoever started this process, on its third descriptor, and ends it. */
export function tell(figures: object): never {
  writeSync(3, JSON.stringify({ ...figures, mb: process.resourceUsage().maxRSS / 1_024 }));
  process.exit(0);
}
