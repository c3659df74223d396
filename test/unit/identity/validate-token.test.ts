import { describe, expect, test } from 'vitest';
import { validateToken } from '../../../functions/identity/sessions/validate-token.ts';
import { DomainError } from '../../../functions/shared/domain-error.ts';
import type { LiveUsers } from '../../../functions/shared/http/api-ports.ts';
import { InvalidToken } from '../../../functions/shared/http/tokens.ts';

const userId = 'usr_01JD0000000000000000000000';
const expiresAt = Date.parse('2026-11-21T10:15:00.000Z') / 1000;

/** What a service is told of a staff member's token, and what the trail is told. */
async function ask(
  token: string,
  permissions: readonly string[],
  user: Awaited<ReturnType<LiveUsers['current']>> = { role: 'staff', disabled: false },
) {
  const refused: string[] = [];
  const validate = validateToken({
    tokens: {
      verify: async (given) => {
        if (given === 'busy') throw new DomainError('unavailable', 'sign-in-unavailable', 'Busy');
        if (given !== 'good') throw new InvalidToken();
        return { userId, role: 'staff', signInId: undefined, expiresAt };
      },
    },
    users: { current: async () => user },
    trail: { refused: async ({ kind }) => void refused.push(kind) },
  });
  const answer = await validate({ body: { token, permissions }, sourceIp: '192.0.2.1' } as never);
  return { answer, refused };
}

describe('a token [AUT-12, AUT-13]', () => {
  test('that is good carries those of the permissions asked for that its role has', async () => {
    const good = { userId, expiresAt: '2026-11-21T10:15:00.000Z' };
    expect(await ask('good', [])).toEqual({ answer: { ...good, valid: true, permissions: [] }, refused: [] });
    expect((await ask('good', ['orders:read', 'sagas:retry'])).answer).toEqual({
      ...good,
      valid: true,
      permissions: ['orders:read', 'sagas:retry'],
    });
    expect((await ask('good', ['orders:read', 'users:manage', 'nothing'])).answer).toEqual({
      ...good,
      valid: false,
      permissions: ['orders:read'],
    });
  });

  test('carries nothing once the user has another role', async () => {
    for (const role of ['customer', 'admin'] as const) {
      expect((await ask('good', ['orders:read'], { role, disabled: false })).answer).toMatchObject({
        valid: false,
        userId,
        permissions: [],
      });
    }
  });

  test('that is none, or of nobody who may still sign in, is worth nothing, and the trail is told [AUT-25]', async () => {
    const worthless = {
      answer: { valid: false, userId: null, permissions: [], expiresAt: null },
      refused: ['token-rejected'],
    };
    expect(await ask('forged', ['orders:read'])).toEqual(worthless);
    expect(await ask('good', [], { role: 'staff', disabled: true })).toEqual(worthless);
  });

  test('is not called worthless because its keys cannot be had', async () => {
    await expect(ask('busy', [])).rejects.toMatchObject({ code: 'sign-in-unavailable' });
  });
});
