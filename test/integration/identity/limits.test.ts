import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { stages } from '../../../lib/config.ts';
import { sendAsWritten, signIn } from '../../../tools/demo/client.ts';
import { apiUrl, itemOf, newUser } from '../orders/buying.ts';
import { mailsTo, newAddress, tokenIn } from './mailbox.ts';

const { most, seconds } = stages.local.attempts.account;

const logIn = (email: string, typed: string, headers: Record<string, string> = {}) =>
  sendAsWritten(apiUrl, 'POST', '/auth/login', { body: { email, password: typed }, headers });
const guess = async (email: string, times: number) => {
  for (let time = 0; time < times; time++) {
    expect((await logIn(email, `guess number ${time}`)).status).toBe(401);
  }
};
/** What is kept of failures from an address, if there were any. */
const failuresFrom = (address: string) =>
  itemOf('identity', `ATTEMPTS#source#${createHash('sha256').update(address).digest('base64url')}`);
const ada = async () => (await newUser('customer')).login;

describe('who guesses', () => {
  test('is told to wait after so many failures, the right password included, and for how long [BFF-04, BFF-07]', async () => {
    const { email, password } = await ada();
    await guess(email, most);
    for (const typed of ['one guess more', password]) {
      const refused = await logIn(email, typed);
      expect([refused.status, refused.body.code]).toEqual([429, 'too-many-attempts']);
      expect(refused.headers.get('content-type')).toBe('application/problem+json');
      const wait = Number(refused.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(seconds / most);
    }
  });

  test('side by side shares the same few failures, exactly [BFF-04]', async () => {
    const { email } = await ada();
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => logIn(email, `guess number ${n}`)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(most);
    expect(statuses.filter((status) => status === 429)).toHaveLength(30 - most);
  });

  test('cannot look like somebody else by a header: what counts is from where the connection comes [BFF-04]', async () => {
    const forged = '198.51.100.7';
    for (const headers of [
      { 'x-forwarded-for': forged },
      { 'x-forwarded-for': `${forged}, 127.0.0.1` },
      { forwarded: `for=${forged}` },
      { 'x-real-ip': forged },
    ]) {
      expect((await logIn(newAddress('nobody'), 'a guess', headers)).status).toBe(401);
    }
    expect(await failuresFrom('127.0.0.1')).toBeDefined();
    expect(await failuresFrom(forged)).toBeUndefined();
  });

  test('learns nothing of whether there is such an account [BFF-04]', async () => {
    const nobody = newAddress('nobody');
    await guess(nobody, most);
    const answer = await logIn(nobody, 'one guess more');
    expect([answer.status, answer.body.code]).toEqual([429, 'too-many-attempts']);
  });

  test('keeps nobody else out: other accounts sign in from the same address [BFF-04]', async () => {
    const [victim, other] = [await ada(), await ada()];
    await guess(victim.email, most);
    expect((await logIn(victim.email, victim.password)).status).toBe(429);
    expect((await logIn(other.email, other.password)).status).toBe(200);
  });

  test('is anybody who is wrong about the present password, too [BFF-04]', async () => {
    const token = await signIn(apiUrl, await ada());
    const change = () =>
      sendAsWritten(apiUrl, 'POST', '/auth/change-email', {
        token,
        body: { password: 'wrong', email: newAddress('new') },
      });
    for (let time = 0; time < most; time++) expect((await change()).status).toBe(401);
    expect((await change()).status).toBe(429);
  });
});

test('whom guesses have shut out is in again at once by a link of the own mailbox, though a stranger registers it over and over [AUT-17, BFF-04]', async () => {
  const { email, password } = await ada();
  await guess(email, most);
  expect((await logIn(email, password)).status).toBe(429);
  for (let time = 0; time <= stages.local.attempts.mails.most; time++) {
    const body = { email, password: 'planted for somebody', name: 'Mallory' };
    expect((await sendAsWritten(apiUrl, 'POST', '/auth/register', { body })).status).toBe(201);
  }
  await mailsTo(email, stages.local.attempts.mails.most);
  await sendAsWritten(apiUrl, 'POST', '/auth/forgot-password', { body: { email } });
  const link = (await mailsTo(email, stages.local.attempts.mails.most + 1)).find(({ BodyText }) =>
    BodyText.includes('token='),
  );
  const body = { token: tokenIn(link), password: 'a fresh new password' };
  expect((await sendAsWritten(apiUrl, 'POST', '/auth/reset-password', { body })).status).toBe(204);
  expect((await logIn(email, body.password)).status).toBe(200);
});

test('who is right is never counted [BFF-04]', async () => {
  const { email, password } = await ada();
  await guess(email, most - 1);
  for (let time = 0; time < most + 1; time++) expect((await logIn(email, password)).status).toBe(200);
  await guess(email, 1);
  expect((await logIn(email, password)).status).toBe(429);
});
