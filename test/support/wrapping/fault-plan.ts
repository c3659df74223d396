import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Fault {
  readonly id: string;
  /** As `entry.ts` labels an invocation. */
  readonly label: string;
  readonly orderId: string;
  readonly kind: 'before' | 'after' | 'timeout' | 'twice' | 'death';
  readonly times: number;
}

const PLAN = 'faults';

/** From now on, this fault strikes the next `times` invocations of its label for its order. */
export function planFault(folder: string, fault: Fault): void {
  const file = join(folder, `${PLAN}-${fault.orderId}.json`);
  writeFileSync(`${file}.written`, JSON.stringify(fault));
  renameSync(`${file}.written`, file);
}

/** The fault that strikes this invocation, if one does. A claim is a file made by one process only. */
export function claimFault(folder: string, label: string, orderIds: readonly string[]): Fault | undefined {
  for (const orderId of orderIds) {
    const plan = join(folder, `${PLAN}-${orderId}.json`);
    if (!existsSync(plan)) continue;
    const fault = JSON.parse(readFileSync(plan, 'utf8')) as Fault;
    if (fault.label !== label) continue;
    for (let strike = 1; strike <= fault.times; strike++) {
      try {
        writeFileSync(join(folder, `strike-${fault.id}-${strike}`), '', { flag: 'wx' });
        return fault;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }
  return undefined;
}

/** How often a planned fault has struck: a fault that never did proves nothing. */
export const strikesOf = (folder: string, faultId: string): number =>
  readdirSync(folder).filter((file) => file.startsWith(`strike-${faultId}-`)).length;
