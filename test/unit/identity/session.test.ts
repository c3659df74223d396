import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newUser } from '../../../functions/identity/people/user.ts';
import { sealToken, unsealToken } from '../../../functions/identity/sessions/sealed-token.ts';
import {
  carriedOver,
  cookieSeconds,
  isAlive,
  newSession,
  rotated,
  type Session,
  sessionIdOf,
  sessionShown,
  standingOf,
} from '../../../functions/identity/sessions/session.ts';
import { csrfBelongs, csrfOf, newCookie, openCookie } from '../../../functions/identity/sessions/session-cookie.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';

const now = new Date('2026-11-21T10:00:00.000Z');
const later = (seconds: number) => addSeconds(now, seconds);
const user = newUser(
  'usr_1',
  { email: 'ada@example.com', name: 'Ada', locale: 'en' },
  { role: 'customer', verified: true },
  now,
);
const id = sessionIdOf('a sign-in');
const opened = (rememberMe = false): Session =>
  newSession(
    { id, user },
    { secretHash: 'first', refreshToken: 'sealed', rememberMe },
    { ip: '192.0.2.1', userAgent: 'Browser' },
    now,
  );
const replace = (session: Session, secretHash: string, at: Date) =>
  rotated(session, { secretHash, refreshToken: 'sealed again' }, { ip: '192.0.2.2' }, at);

describe('a session', () => {
  test.each([
    ['a remembered one', true, 30 * 86_400],
    ['any other', false, 12 * 3_600],
  ])('ends by itself, however often it is used: %s [AUT-09, AUT-15]', (_, rememberMe, seconds) => {
    const used = replace(opened(rememberMe), 'second', later(3_600));
    expect(isAlive(used, user, later(seconds - 1))).toBe(true);
    expect(isAlive(used, user, later(seconds))).toBe(false);
  });

  test('is kept by the browser until it ends where that was asked for, else until the browser is closed [AUT-09]', () => {
    expect(cookieSeconds(opened(true), now)).toBe(30 * 86_400);
    expect(cookieSeconds(replace(opened(true), 'second', later(600.5)), later(600.5))).toBe(30 * 86_400 - 601);
    expect(cookieSeconds(opened(false), now)).toBeUndefined();
  });

  test.each([
    ['whose user is gone', undefined],
    ['whose user is disabled', { ...user, disabled: true }],
    ['opened before every login was ended', { ...user, generation: 1 }],
    ['opened after a generation that came back', { ...user, generation: -1 }],
  ])('%s is over [AUT-14]', (_, present) => {
    expect(isAlive(opened(), present, now)).toBe(false);
    expect(isAlive(opened(), user, now)).toBe(true);
  });

  test('outlives the end of all others where it is carried over', () => {
    const next = { ...user, generation: 1 };
    expect(isAlive(carriedOver(opened(), 1), next, now)).toBe(true);
    expect(carriedOver(opened(), 1)).toMatchObject({ version: 2, secretHash: 'first' });
  });

  test('shows its user from where it was used last, and nothing that opens it', () => {
    const shown = sessionShown(replace(opened(), 'second', later(60)), id);
    expect(shown).toEqual({
      id,
      current: true,
      rememberMe: false,
      ip: '192.0.2.2',
      createdAt: now.toISOString(),
      lastUsedAt: later(60).toISOString(),
      expiresAt: later(12 * 3_600).toISOString(),
    });
    expect(sessionShown(opened(), sessionIdOf('another sign-in'))).toMatchObject({
      current: false,
      userAgent: 'Browser',
    });
  });
});

describe('a secret', () => {
  const second = replace(opened(), 'second', later(100));

  test('that nobody has replaced is current [AUT-14]', () => {
    expect(standingOf(opened(), 'first', now)).toBe('current');
    expect(standingOf(second, 'second', later(3_600))).toBe('current');
  });

  test.each([
    [0, 'just-replaced'],
    [10, 'just-replaced'],
    [10.001, 'stolen'],
    [3_600, 'stolen'],
  ])('replaced %d seconds ago is %s [AUT-14]', (seconds, standing) => {
    expect(standingOf(second, 'first', later(100 + seconds))).toBe(standing);
  });

  test('replaced twice is stolen, however short ago [AUT-14]', () => {
    expect(standingOf(replace(second, 'third', later(100)), 'first', later(100))).toBe('stolen');
  });
});

describe('the cookie', () => {
  const keys = { current: 'key', previous: 'key before' };

  test('opens what it was made for, under the present key and the one before [AUT-19]', () => {
    for (const current of [keys.current, keys.previous]) {
      const { value, secretHash } = newCookie({ current, previous: undefined }, id);
      expect(openCookie(keys, value)).toEqual({ sessionId: id, hash: secretHash });
      expect(openCookie({ current: 'another', previous: undefined }, value)).toBeUndefined();
    }
  });

  test('is another one each time, and what is kept of it does not make it [AUT-19]', () => {
    const [one, two] = [newCookie(keys, id), newCookie(keys, id)];
    expect(one.value).not.toBe(two.value);
    expect(one.value).not.toContain(one.secretHash);
  });

  test('that is changed in any place is noise, and so is another session’s secret [AUT-14]', () => {
    const { value } = newCookie(keys, id);
    fc.assert(
      fc.property(fc.nat(value.length - 1), fc.constantFrom(...'AZaz09-_.='), (at, character) => {
        const changed = value.slice(0, at) + character + value.slice(at + 1);
        expect(openCookie(keys, changed) === undefined).toBe(changed !== value);
      }),
    );
    const other = sessionIdOf('another sign-in');
    expect(openCookie(keys, value.replace(id, other))).toBeUndefined();
    for (const noise of ['', id, `${id}.`, `${value}A`, ` ${value}`]) expect(openCookie(keys, noise)).toBeUndefined();
  });

  test('has one CSRF token for all secrets of its session, and for no other session [AUT-20]', () => {
    const [one, two] = [newCookie(keys, id).value, newCookie(keys, id).value];
    const csrf = csrfOf(keys, id);
    expect([csrfBelongs(keys, one, csrf), csrfBelongs(keys, two, csrf)]).toEqual([true, true]);
    expect(csrfBelongs(keys, one, csrfOf({ current: keys.previous, previous: undefined }, id))).toBe(true);
    expect(csrfBelongs(keys, one, csrfOf({ current: 'another', previous: undefined }, id))).toBe(false);
    expect(csrfBelongs(keys, one, csrfOf(keys, sessionIdOf('another sign-in')))).toBe(false);
    expect(csrfBelongs(keys, 'nothing', csrfOf(keys, ''))).toBe(false);
    for (const wrong of ['', csrf.slice(1), `${csrf}=`]) expect(csrfBelongs(keys, one, wrong)).toBe(false);
  });
});

describe('a sealed token', () => {
  const keys = { current: 'key', previous: 'key before' };

  test('is read under the present key and the one before, and under no other [AUT-19]', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('key', 'key before'),
        (token, current) => {
          const sealed = sealToken({ current, previous: undefined }, token, 'place');
          expect(unsealToken(keys, sealed, 'place')).toBe(token);
          expect(unsealToken({ current: 'another', previous: undefined }, sealed, 'place')).toBeUndefined();
          expect(unsealToken(keys, sealed, 'another place')).toBeUndefined();
        },
      ),
    );
  });

  test('that was changed or cut off is nothing, and no exception [AUT-19]', () => {
    const sealed = Buffer.from(sealToken(keys, 'token', 'place'), 'base64url');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unsealToken(keys, changed.toString('base64url'), 'place')).toBeUndefined();
      expect(unsealToken(keys, sealed.subarray(0, at).toString('base64url'), 'place')).toBeUndefined();
    }
  });
});
