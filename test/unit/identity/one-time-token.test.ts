import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oneTimeToken, opens, tokenIdOf } from '../../../functions/identity/links/one-time-token.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { mailToken } from '../../../functions/shared/signatures.ts';

const now = new Date('2026-11-21T10:00:00.000Z');
const key = 'the key in force';
const id = newId('tok');
const kept = oneTimeToken({ id, purpose: 'verify-email', userId: newId('usr') }, key, now);
const token = mailToken(key, id);

describe('a one-time token', () => {
  test('opens what it was made for, also when the key has been changed since [AUT-06]', () => {
    expect(tokenIdOf(token)).toBe(id);
    expect(opens(kept, token, 'verify-email', now)).toBe(true);
  });

  test('lies with us as a hash, which opens nothing [AUT-06]', () => {
    expect(JSON.stringify(kept)).not.toContain(token.split('.')[1]);
    expect(opens(kept, kept.hash, 'verify-email', now)).toBe(false);
    expect(opens(kept, `${id}.${kept.hash}`, 'verify-email', now)).toBe(false);
  });

  test('ends a day after it was made, to the millisecond [AUT-06]', () => {
    const end = new Date(kept.expiresAt).getTime();
    expect(end - now.getTime()).toBe(86_400_000);
    expect(opens(kept, token, 'verify-email', new Date(end - 1))).toBe(true);
    expect(opens(kept, token, 'verify-email', new Date(end))).toBe(false);
  });

  test('of another id, by another key or for another purpose opens nothing [AUT-06]', () => {
    expect(opens(kept, mailToken(key, newId('tok')), 'verify-email', now)).toBe(false);
    expect(opens(kept, mailToken('another key', id), 'verify-email', now)).toBe(false);
    expect(opens({ ...kept, purpose: 'another' as never }, token, 'verify-email', now)).toBe(false);
  });

  test('is known by its form alone; anything else is no token, and never an exception [AUT-06]', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (text !== token) expect(opens(kept, text, 'verify-email', now)).toBe(false);
        expect(tokenIdOf(text)).toBeUndefined();
      }),
    );
    for (const damaged of [token.slice(1), token.slice(0, -1), `${token}A`, ` ${token}`, token.replace('.', ':')]) {
      expect(tokenIdOf(damaged)).toBeUndefined();
    }
  });
});
