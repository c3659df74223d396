import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { stages } from '../../../lib/config.ts';
import { sendAsWritten, signIn } from '../../../tools/demo/client.ts';
import { byCookie, cookiesIn } from '../../support/browser.ts';
import { eventually } from '../../support/eventually.ts';
import { listen } from '../events/probe.ts';
import { apiUrl, countOf, factsIn, newUser } from '../orders/buying.ts';
import { linkIn, mailsSoFar, mailsTo, newAddress, tokenIn } from './mailbox.ts';

const fresh = 'a fresh new password';

const post = (path: string, body: unknown, token?: string) => sendAsWritten(apiUrl, 'POST', path, { body, token });
const outcome = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
const logIn = (email: string, typed: string) => post('/auth/login', { email, password: typed });

const ada = async () => (await newUser('customer')).login;

describe('a forgotten password', () => {
  test('is chosen anew by the link of a mail, once; every login ends, and the owner is told [AUT-17, AUT-18, NTF-09]', async () => {
    const { email, password } = await ada();
    const cookies = cookiesIn(await logIn(email, password));
    if (!cookies) throw new Error('No session');
    const asked = await post('/auth/forgot-password', { email });
    expect([asked.status, asked.text]).toEqual([202, '']);
    const [mail] = await mailsTo(email, 1);
    const link = linkIn(mail);
    expect(link.href).toMatch(new RegExp(`^${apiUrl}/auth/reset-password\\?token=tok_\\w{26}\\.[\\w-]{43}$`));

    const token = tokenIn(mail);
    const refused = await post('/auth/reset-password', { token, password: 'short' });
    expect(outcome(refused)).toEqual([400, 'invalid-request']);
    expect((await post('/auth/reset-password', { token, password: fresh })).status).toBe(204);
    expect(outcome(await post('/auth/reset-password', { token, password: 'yet another one' }))).toEqual([
      400,
      'invalid-token',
    ]);
    expect(outcome(await logIn(email, password))).toEqual([401, 'invalid-credentials']);
    expect((await logIn(email, fresh)).status).toBe(200);
    expect(outcome(await byCookie(apiUrl, '/auth/refresh', cookies))).toEqual([401, 'not-signed-in']);
    const [, told] = await mailsTo(email, 2);
    expect(told?.Subject).toBe('Your new password counts');
    expect(told?.BodyText).not.toContain('token=');
  });

  test('is not given anew by programs that look at the link, and leaves staff what they may [AUT-17, AUT-22]', async () => {
    const { email } = (await newUser('staff')).login;
    await post('/auth/forgot-password', { email });
    const [mail] = await mailsTo(email, 1);
    for (const extra of ['', '&utm_source=mail&utm_medium=email', '&gclid=1']) {
      const page = await fetch(`${linkIn(mail).href}${extra}`, { headers: { 'accept-language': 'fr' } });
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      expect(await page.text()).toContain('Nouveau mot de passe');
    }
    const reset = await post('/bff/auth/reset-password', { token: tokenIn(mail), password: fresh });
    expect(reset.status).toBe(204);
    const { token } = (await logIn(email, fresh)).body as { readonly token: string };
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ 'cognito:groups': ['staff'] });
  });

  test('is given to one of many at once, and it is the one who was told so that can sign in [AUT-17]', async () => {
    const { email } = await ada();
    await post('/auth/forgot-password', { email });
    const token = tokenIn((await mailsTo(email, 1))[0]);
    const wanted = Array.from({ length: 6 }, (_, n) => `the password of number ${n}`);
    const answers = await Promise.all(wanted.map((typed) => post('/auth/reset-password', { token, password: typed })));
    const statuses = answers.map(({ status }) => status);
    // Too late, or to come again while another is at the pool.
    const [winner, ...others] = statuses.toSorted((a, b) => a - b);
    expect([winner, others.filter((status) => status !== 400 && status !== 503)]).toEqual([204, []]);
    const again = await post('/auth/reset-password', { token, password: 'the password of who comes again' });
    expect([again.status, again.body.code]).toEqual([400, 'invalid-token']);
    expect((await logIn(email, wanted[statuses.indexOf(204)] ?? '')).status).toBe(200);
  });

  test('is asked for in the same words for an address of nobody, who is mailed nothing [AUT-17]', async () => {
    const nobody = newAddress('nobody');
    const { email } = await ada();
    const answers = await Promise.all([nobody, email].map((to) => post('/auth/forgot-password', { email: to })));
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [202, ''],
      [202, ''],
    ]);
    await mailsTo(email, 1);
    expect(await mailsSoFar(nobody)).toEqual([]);
  });

  test('is mailed to the shop’s own address, whatever host and origin the request names [AUT-17]', async () => {
    const { email } = await ada();
    const target = new URL(`${apiUrl}/auth/forgot-password`);
    const body = JSON.stringify({ email });
    const headers = {
      'content-type': 'application/json',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'ftp',
      forwarded: 'host=evil.example',
      origin: 'https://evil.example',
      referer: 'https://evil.example/',
    };
    const send = (more: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = request(target, { method: 'POST', headers: { ...headers, ...more } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        sent.on('error', reject);
        sent.end(body);
      });
    expect(await send({})).toBe(202);
    // Another host reaches no shop, or this one; a link to it is never mailed.
    await send({ host: 'evil.example' });
    const mails = await mailsTo(email, 1);
    for (const mail of mails) expect(linkIn(mail).href.startsWith(`${apiUrl}/auth/reset-password?`)).toBe(true);
    expect(JSON.stringify(await mailsSoFar(email))).not.toContain('evil.example');
  });

  test('fills no mailbox: beyond so many mails there are none, in the same words [AUT-17]', async () => {
    const { id, login } = await newUser('customer');
    const { email } = login;
    const { most } = stages.local.attempts.mails;
    for (let time = 0; time < most + 3; time++) {
      const answer = await post('/auth/forgot-password', { email });
      expect([answer.status, answer.text]).toEqual([202, '']);
    }
    // Nothing is mailed that is not recorded, and what is recorded is there before the answer.
    expect(countOf(await factsIn('identity', `USER#${id}`), 'auth.password.reset.requested')).toBe(most);
    // The last that was mailed is the last that counts: the three beyond it voided nothing.
    const token = async () => tokenIn((await mailsSoFar(email)).at(-1));
    await mailsTo(email, 1);
    await expect
      .poll(async () => (await post('/auth/reset-password', { token: await token(), password: fresh })).status, {
        timeout: 15_000,
        interval: 250,
      })
      .toBe(204);
    // Asked for after all of them.
    const mails = await eventually('the mail that the new password counts', async () => {
      const soFar = await mailsSoFar(email);
      return soFar.some(({ Subject }) => Subject === 'Your new password counts') ? soFar : undefined;
    });
    expect(mails.filter(({ BodyText }) => BodyText.includes('token=')).length).toBeLessThanOrEqual(most);
  });
});

describe('another address', () => {
  test('counts once its mailed link is clicked, and the old one is told [AUT-05, AUT-06, K35]', async () => {
    const {
      id,
      login: { email, password },
    } = await newUser('customer');
    const [token, to] = [await signIn(apiUrl, { email, password }), newAddress('new')];
    expect(outcome(await post('/auth/change-email', { password: 'wrong', email: to }, token))).toEqual([
      401,
      'invalid-credentials',
    ]);
    const asked = await post('/auth/change-email', { password, email: to.toUpperCase() }, token);
    expect([asked.status, asked.text]).toEqual([202, '']);
    await post('/auth/forgot-password', { email });
    const stale = tokenIn((await mailsTo(email, 1))[0]);
    expect((await sendAsWritten(apiUrl, 'GET', '/me', { token })).body.email).toBe(email);

    const [mail] = await mailsTo(to, 1);
    expect(linkIn(mail).href.startsWith(`${apiUrl}/auth/verify-email?token=`)).toBe(true);
    expect((await fetch(linkIn(mail))).status).toBe(200);
    expect((await post('/auth/verify-email', { token: tokenIn(mail) })).status).toBe(204);
    expect(outcome(await post('/auth/verify-email', { token: tokenIn(mail) }))).toEqual([400, 'invalid-token']);

    expect((await sendAsWritten(apiUrl, 'GET', '/me', { token })).body).toMatchObject({
      id,
      email: to,
      emailVerified: true,
    });
    expect((await logIn(to, password)).status).toBe(200);
    expect(outcome(await logIn(email, password))).toEqual([401, 'invalid-credentials']);
    expect(outcome(await post('/auth/reset-password', { token: stale, password: fresh }))).toEqual([
      400,
      'invalid-token',
    ]);
    const [, told] = await mailsTo(email, 2);
    expect(told?.Subject).toBe('Your e-mail address was changed');
    expect(told?.BodyText).not.toContain(to);
  });

  test('that is somebody else’s is answered the same, and tells its owner alone [AUT-01, AUT-06]', async () => {
    const [mine, theirs] = [await ada(), await ada()];
    const token = await signIn(apiUrl, mine);
    const asked = await post('/auth/change-email', { password: mine.password, email: theirs.email }, token);
    expect([asked.status, asked.text]).toEqual([202, '']);
    const [warning] = await mailsTo(theirs.email, 1);
    expect(warning?.Subject).toBe('You already have a PrintVerse account');
    expect(warning?.BodyText).not.toContain('token=');
    expect((await logIn(theirs.email, theirs.password)).status).toBe(200);
  });

  test('of a registration that was never confirmed comes to who confirms it [AUT-01, AUT-06]', async () => {
    const to = newAddress('new');
    await post('/auth/register', { email: to, password: 'another password of eve', name: 'Eve' });
    const planted = tokenIn((await mailsTo(to, 1))[0]);
    const { email, password } = await ada();
    await post('/auth/change-email', { password, email: to }, await signIn(apiUrl, { email, password }));
    const [, mail] = await mailsTo(to, 2);
    expect((await post('/auth/verify-email', { token: tokenIn(mail) })).status).toBe(204);
    expect((await logIn(to, password)).status).toBe(200);
    expect(outcome(await logIn(to, 'another password of eve'))).toEqual([401, 'invalid-credentials']);
    expect(outcome(await post('/auth/verify-email', { token: planted }))).toEqual([400, 'invalid-token']);
  });
});

test('a changed password is told by mail [NTF-09]', async () => {
  const { email, password } = await ada();
  const token = await signIn(apiUrl, { email, password });
  const changed = await post('/auth/change-password', { currentPassword: password, newPassword: fresh }, token);
  expect(changed.status).toBe(204);
  expect((await mailsTo(email, 1))[0]?.Subject).toBe('Your password was changed');
});

test('who asks for a reset and a change, and has them, is announced with from where, and without token or address [AUT-05, AUT-18, K35]', async () => {
  const probe = await listen();
  try {
    const correlation = `cor_${randomUUID()}`;
    const headers = { 'x-correlation-id': correlation, 'user-agent': 'Browser of Ada' };
    const as = (path: string, body: unknown, token?: string) =>
      sendAsWritten(apiUrl, 'POST', path, { body, token, headers });
    const { id, login } = await newUser('customer');
    const to = newAddress('new');
    await as('/auth/change-email', { password: login.password, email: to }, await signIn(apiUrl, login));
    await as('/auth/verify-email', { token: tokenIn((await mailsTo(to, 1))[0]) });
    await as('/auth/forgot-password', { email: to });
    const [, reset] = await mailsTo(to, 2);
    await as('/auth/reset-password', { token: tokenIn(reset), password: fresh });
    // The mails that were sent meanwhile are announced under the same correlation id.
    const heard = await eventually('four events of identity', async () => {
      const passed = await probe.heard(correlation, 4);
      const ours = passed.filter(({ source }) => source === 'printverse.identity');
      return ours.length >= 4 ? ours : undefined;
    });
    const from = { userId: id, ip: expect.any(String) as string, userAgent: headers['user-agent'] };
    const tokenId = expect.stringMatching(/^tok_\w{26}$/) as string;
    const expiresAt = expect.any(String) as string;
    expect(Object.fromEntries(heard.map(({ type, event }) => [type, event.data]))).toEqual({
      'auth.email.change.requested': { ...from, tokenId, expiresAt },
      'auth.email.changed': { userId: id, tokenId },
      'auth.password.reset.requested': { ...from, tokenId, expiresAt },
      'auth.password.reset.completed': from,
    });
    expect(JSON.stringify(heard)).not.toMatch(new RegExp(`@example|${tokenIn(reset).split('.')[1]}`));
  } finally {
    await probe.close();
  }
});
