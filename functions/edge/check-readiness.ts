import { setTimeout as sleep } from 'node:timers/promises';
import { addSeconds, type Clock } from '../shared/clock.ts';
import { count, duration, log } from '../shared/observability.ts';
import type { Health } from './contract.ts';
import { type Finding, findingStatus, healthOf } from './readiness.ts';

/** One thing that the shop cannot work without. */
export interface Dependency {
  readonly name: string;
  /** A cheap call that succeeds when it can be reached. */
  reach(): Promise<unknown>;
}

interface Ports {
  readonly dependencies: readonly Dependency[];
  readonly clock: Clock;
  /** Milliseconds after which a dependency counts as out of reach. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 2_000;
/** Seconds that an answer is kept: anybody may ask, as often as they like, and the calls have quotas. */
const KEPT_SECONDS = 5;

/** Looks at every dependency at once, at most every few seconds, and counts what it found. */
export function checkReadiness({ dependencies, clock, patienceMs = PATIENCE_MS }: Ports): () => Promise<Health> {
  let kept: { readonly health: Promise<Health>; readonly until: Date } | undefined;
  const look = async (): Promise<Health> => {
    const findings = await Promise.all(dependencies.map((dependency) => findingOf(dependency, clock, patienceMs)));
    const health = healthOf(findings);
    for (const finding of findings) {
      duration('DependencyReached', finding.durationMs, { dependency: finding.name, status: findingStatus(finding) });
    }
    count('NotReady', health.status === 'fail' ? 1 : 0);
    return health;
  };
  return () => {
    const now = clock.now();
    if (!kept || kept.until <= now) kept = { health: look(), until: addSeconds(now, KEPT_SECONDS) };
    return kept.health;
  };
}

async function findingOf({ name, reach }: Dependency, clock: Clock, patienceMs: number): Promise<Finding> {
  const started = clock.now().getTime();
  const patience = new AbortController();
  const finding = (reached: boolean) => ({ name, reached, durationMs: clock.now().getTime() - started });
  try {
    await Promise.race([
      reach(),
      sleep(patienceMs, undefined, { signal: patience.signal }).then(() => {
        throw new Error(`No answer within ${patienceMs} ms`);
      }),
    ]);
    return finding(true);
  } catch (error) {
    log.error('dependency out of reach', error, { dependency: name });
    return finding(false);
  } finally {
    patience.abort();
  }
}
