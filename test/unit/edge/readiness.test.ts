import { describe, expect, test } from 'vitest';
import { checkReadiness, type Dependency } from '../../../functions/edge/check-readiness.ts';
import { healthOf } from '../../../functions/edge/readiness.ts';

const finding = (durationMs: number, reached = true) => ({ name: `d${durationMs}`, reached, durationMs });

describe('health', () => {
  test.each([
    ['pass when everything is reached quickly', [finding(3), finding(999)], 'pass'],
    ['warn when something is slow', [finding(3), finding(1_000)], 'warn'],
    [
      'fail when something is out of reach, however quickly that was known',
      [finding(1_000), finding(3, false)],
      'fail',
    ],
    ['pass when nothing was looked at', [], 'pass'],
  ] as const)('is %s [OBS-02]', (_, findings, status) => {
    expect(healthOf(findings).status).toBe(status);
  });
});

describe('readiness', () => {
  const started = Date.parse('2026-11-21T12:00:00.000Z');
  const readiness = (...dependencies: Dependency[]) => {
    let at = started;
    const check = checkReadiness({ dependencies, clock: { now: () => new Date(at) }, patienceMs: 5 });
    return { check, later: (seconds: number) => (at += seconds * 1_000) };
  };

  test('names what is out of reach, without saying why to the world [OBS-02]', async () => {
    const { check } = readiness(
      { name: 'database', reach: async () => 'fine' },
      { name: 'events', reach: () => Promise.reject(new Error('arn:aws:events:eu:1:secret')) },
    );
    const health = await check();
    expect(health).toMatchObject({
      status: 'fail',
      checks: { database: { status: 'pass' }, events: { status: 'fail' } },
    });
    expect(JSON.stringify(health)).not.toContain('arn');
  });

  test('does not wait for what does not answer [OBS-02]', async () => {
    const { check } = readiness({ name: 'saga', reach: () => new Promise(() => {}) });
    expect(await check()).toMatchObject({ status: 'fail', checks: { saga: { status: 'fail' } } });
  });

  test('looks once in a few seconds, whoever asks and how often [OBS-02]', async () => {
    let looks = 0;
    const { check, later } = readiness({ name: 'database', reach: async () => (looks += 1) });
    await Promise.all([check(), check(), check()]);
    later(4);
    await check();
    expect(looks).toBe(1);
    later(1);
    await check();
    expect(looks).toBe(2);
  });
});
