import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { genuine } from '../../../functions/shared/webhook-signature.ts';

const keys = { current: 'the key in force', previous: 'the key before' };
const now = new Date('2026-11-21T12:00:00Z');
const seconds = now.getTime() / 1000;
const body = '{"id":"whk_1","type":"payment.captured"}';
const mac = (key: string, at: number, text = body) => createHmac('sha256', key).update(`${at}.${text}`).digest('hex');
const header = (key: string, at = seconds, text = body) => `t=${at},v1=${mac(key, at, text)}`;

describe('a webhook signature', () => {
  test.each([['current'], ['previous']] as const)('by the %s key is genuine: keys may rotate [PAY-06]', (name) => {
    expect(genuine(header(keys[name]), body, keys, now)).toBe(true);
  });

  test('is genuine if any of its signatures is [PAY-06]', () => {
    expect(genuine(`t=${seconds},v1=${'0'.repeat(64)},v1=${mac(keys.current, seconds)}`, body, keys, now)).toBe(true);
  });

  test.each([
    [-301, false],
    [-300, true],
    [300, true],
    [301, false],
  ])('%i seconds away is genuine: %s [PAY-06]', (offset, expected) => {
    expect(genuine(header(keys.current, seconds + offset), body, keys, now)).toBe(expected);
  });

  test('by any other key, over any other body or of any other form is forged, and never throws [PAY-06]', () => {
    const good = header(keys.current);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(genuine(text, body, keys, now)).toBe(false);
        if (text !== body) expect(genuine(good, text, keys, now)).toBe(false);
        if (text !== keys.current && text !== keys.previous) expect(genuine(header(text), body, keys, now)).toBe(false);
      }),
    );
    expect(genuine(undefined, body, keys, now)).toBe(false);
    expect(genuine(good.slice(0, -1), body, keys, now)).toBe(false);
    expect(genuine(header(keys.current).replace('t=', 't=0'), body, { ...keys }, new Date(0))).toBe(false);
  });
});
