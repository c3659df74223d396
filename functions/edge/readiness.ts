import type { Health, HealthStatus } from './contract.ts';

/** What a look at a dependency found. */
export interface Finding {
  readonly name: string;
  readonly reached: boolean;
  readonly durationMs: number;
}

/** Slower than this is worth a warning: a request makes several such calls. */
const SLOW_MS = 1_000;
const WORST_FIRST: readonly HealthStatus[] = ['fail', 'warn', 'pass'];

/** Unreachable is a failure, slow is a warning. */
export const findingStatus = ({ reached, durationMs }: Finding): HealthStatus =>
  !reached ? 'fail' : durationMs >= SLOW_MS ? 'warn' : 'pass';

/** The health that findings make together: as bad as the worst of them. */
export function healthOf(findings: readonly Finding[]): Health {
  const checks = Object.fromEntries(
    findings.map((finding) => [finding.name, { status: findingStatus(finding), durationMs: finding.durationMs }]),
  );
  const statuses = findings.map(findingStatus);
  return { status: WORST_FIRST.find((status) => statuses.includes(status)) ?? 'pass', checks };
}
