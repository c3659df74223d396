import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from 'vitest';
import { secret } from '../../../functions/shared/secrets.aws.ts';
import { sign, signedBy } from '../../../functions/shared/signatures.ts';

/** One secret, and as many functions as ask for it, each with its own memory and all with one clock. */
function vault() {
  const state = { value: { current: 'old', previous: '' }, createdAt: 0, now: 1_000_000, down: false };
  const client = {
    send: async () => {
      if (state.down) throw new Error('down');
      return { SecretString: JSON.stringify(state.value), CreatedDate: new Date(state.createdAt) };
    },
  } as unknown as SecretsManagerClient;
  return { state, open: () => secret('s', client, () => state.now) };
}

const MINUTE = 60_000;

describe('a key that is rotated', () => {
  test('is accepted by every function before any function signs with it', async () => {
    const { state, open } = vault();
    const functions = [open(), open(), open()];
    for (const keys of functions) {
      await keys();
      state.now += MINUTE;
    }
    state.value = { current: 'new', previous: 'old' };
    state.createdAt = state.now;
    functions.push(open());
    for (let minute = 0; minute < 30; minute++) {
      state.now += MINUTE;
      for (const signer of functions) {
        const signature = sign((await signer()).current, 'text');
        for (const reader of functions) expect(signedBy(await reader(), signature, 'text')).toBe(true);
      }
    }
    for (const keys of functions) expect((await keys()).current).toBe('new');
  });

  test('is signed with by a function that starts later, so that the one before can go', async () => {
    const { state, open } = vault();
    state.value = { current: 'new', previous: 'old' };
    state.createdAt = state.now;
    state.now += 60 * MINUTE;
    expect((await open()()).current).toBe('new');
  });

  test('goes on serving while the store does not answer', async () => {
    const { state, open } = vault();
    const keys = open();
    await keys();
    state.down = true;
    state.now += 60 * MINUTE;
    expect(await keys()).toEqual({ current: 'old', previous: undefined });
  });

  test('is missed at once by a function that never read it', async () => {
    const { state, open } = vault();
    state.down = true;
    await expect(open()()).rejects.toThrow('down');
  });
});
