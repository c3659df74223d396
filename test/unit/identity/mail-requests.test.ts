import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ForgotPassword } from '../../../functions/identity/passwords/contract.ts';
import { forgotPassword } from '../../../functions/identity/passwords/forgot-password.ts';
import { changeEmail } from '../../../functions/identity/people/change-email.ts';
import { ChangeEmail } from '../../../functions/identity/people/contract.ts';
import { Register, ResendVerification } from '../../../functions/identity/sign-up/contract.ts';
import { register } from '../../../functions/identity/sign-up/register.ts';
import { resendVerification } from '../../../functions/identity/sign-up/resend-verification.ts';
import { api, on } from '../../../functions/shared/http/api.ts';
import { routeKeysOf } from '../../../functions/shared/http/route.ts';
import { send } from '../../support/pipeline.ts';
import { accounts, MAIL_REQUESTS } from './accounts.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const seconds = 900;
let shop: ReturnType<typeof accounts>;
let handler: ReturnType<typeof api>;
beforeEach(() => {
  shop = accounts();
  const { ports } = shop;
  handler = api(
    [
      on(Register, register(ports)),
      on(ForgotPassword, forgotPassword(ports)),
      on(ResendVerification, resendVerification(ports)),
      on(ChangeEmail, changeEmail(ports)),
    ],
    {
      attempts: ports.attempts,
      tokens: { verify: async (userId) => ({ userId, role: 'customer', signInId: undefined, expiresAt: 0 }) },
      trail: { refused: async () => {} },
    },
  );
});

const ada = (n: number) => ({ email: `ada-${n}@example.com`, password: 'correct horse battery', name: 'Ada' });
const ask = async (key: string, body: object, sourceIp?: string) =>
  send(handler, key, { body, ...(sourceIp ? { sourceIp } : {}) });
const statuses = async (times: number, one: (n: number) => ReturnType<typeof ask>) => {
  const answers: (number | undefined)[] = [];
  for (let n = 0; n < times; n++) answers.push((await one(n)).status);
  return answers;
};

describe('one machine', () => {
  test('has mails sent to so many addresses and no more, and is told how long to wait [BFF-04, BFF-07]', async () => {
    const answers = await statuses(300, (n) => ask('POST /auth/register', ada(n)));
    expect(answers).toEqual([...Array<number>(MAIL_REQUESTS).fill(201), ...Array<number>(270).fill(429)]);
    expect(shop.mailed()).toHaveLength(MAIL_REQUESTS);
    expect(shop.logins.calls.filter((call) => call === 'open')).toHaveLength(MAIL_REQUESTS);
    const refused = await ask('POST /auth/register', ada(300));
    expect([refused.body?.code, refused.headers['retry-after']]).toEqual([
      'too-many-attempts',
      String(seconds / MAIL_REQUESTS),
    ]);
    shop.clock.time = new Date(shop.clock.time.getTime() + (seconds / MAIL_REQUESTS) * 1000);
    expect(await statuses(2, (n) => ask('POST /auth/register', ada(300 + n)))).toEqual([201, 429]);
  });

  test('shares its requests among all that has mails sent, under every name, for known and unknown addresses [BFF-04]', async () => {
    const keys = [Register, ForgotPassword, ResendVerification].flatMap(routeKeysOf);
    const asked = (key: string) => (/register|users/.test(key) ? ada(1) : { email: ada(1).email });
    for (let n = 0; n < MAIL_REQUESTS; n++) {
      const key = keys[n % keys.length] ?? '';
      expect([key, (await ask(key, asked(key))).status]).toEqual([key, /register|users/.test(key) ? 201 : 202]);
    }
    for (const key of keys) expect([key, (await ask(key, asked(key))).status]).toEqual([key, 429]);
    for (const email of ['nobody@example.com', ada(1).email]) {
      expect((await ask('POST /auth/forgot-password', { email })).status).toBe(429);
    }
  });

  test('takes nothing from another one, nor by what is no request [BFF-04]', async () => {
    await statuses(2 * MAIL_REQUESTS, () => ask('POST /auth/forgot-password', { email: 'none' }));
    expect(await statuses(MAIL_REQUESTS, (n) => ask('POST /auth/register', ada(n)))).not.toContain(429);
    expect((await ask('POST /auth/register', ada(-1))).status).toBe(429);
    expect((await ask('POST /auth/register', ada(-1), '198.51.100.7')).status).toBe(201);
  });

  test('is counted when somebody signed in asks for another address, the right password or not [BFF-04]', async () => {
    const { id } = await shop.create('eve@example.com', 'customer', 'another password of eve');
    const change = (n: number) => {
      const body = { email: ada(n).email, password: n % 2 === 0 ? 'another password of eve' : 'wrong' };
      return send(handler, 'POST /auth/change-email', { body, headers: { authorization: `Bearer ${id}` } });
    };
    await statuses(MAIL_REQUESTS - 2, (n) => ask('POST /auth/register', ada(n)));
    expect(await statuses(4, (n) => change(n))).toEqual([202, 401, 429, 429]);
    expect((await ask('POST /auth/register', ada(-1))).status).toBe(429);
  });

  test('is never let through uncounted: without buckets no such route comes up [BFF-04]', () => {
    expect(() => api([on(Register, register(shop.ports))])).toThrow(/attempts/);
  });
});
