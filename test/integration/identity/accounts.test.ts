import { createHmac } from 'node:crypto';
import {
  AdminInitiateAuthCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { cookieJar } from '@printverse/client/cookie-jar.ts';
import { signedIn } from '@printverse/client/program-client.ts';
import { answered, shopClient } from '@printverse/client/shop-client.ts';
import { describe, expect, inject, test } from 'vitest';
import { LogIn, Profile } from '../../../functions/identity/contract.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { makeUser } from '../../../local/seed-users.ts';
import { type CallOptions, sendAsWritten, signIn } from '../../../tools/demo/client.ts';
import { eventually } from '../../support/eventually.ts';
import { listen } from '../events/probe.ts';
import { linkIn, mailsTo, newAddress, tokenIn } from './mailbox.ts';

const { endpoint, outputs } = inject('shop');
const { apiUrl, users, userPoolId } = outputs;
const cognito = new CognitoIdentityProviderClient(clientConfig(endpoint));
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(endpoint)));
const identityTable = 'printverse-local-identity';
const books = { store: dynamoStore(documents), identityTable, userPoolId, cognito };

const post = (path: string, body: unknown, options: CallOptions = {}) =>
  sendAsWritten(apiUrl, 'POST', path, { body, ...options });
const password = 'correct horse battery';
const person = (email = newAddress()) => ({ email, password, name: 'Ada Lovelace', firstName: 'Ada' });
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

async function confirmed() {
  const ada = person();
  const shop = shopClient({ apiUrl });
  await answered(shop.POST('/auth/register', { body: ada }));
  const [mail] = await mailsTo(ada.email, 1);
  await answered(shop.POST('/auth/verify-email', { body: { token: tokenIn(mail) } }));
  return ada;
}

describe('a customer', () => {
  test('registers, confirms the address by the mail, signs in and sees who that is [AUT-01..08, AUT-10, AUT-15]', async () => {
    const ada = person();
    const shop = shopClient({ apiUrl, browser: cookieJar() });
    const body = { ...ada, email: ada.email.toUpperCase(), locale: 'de' as const };
    const registered = await shop.POST('/auth/register', { body });
    expect(registered.response.status).toBe(201);
    expect(registered.data).toEqual({ user: { email: ada.email, name: ada.name }, requiresVerification: true });

    const login = { email: ada.email, password, rememberMe: true };
    await expect(shop.signIn(login)).rejects.toMatchObject({ status: 403, code: 'email-not-verified' });

    const [mail] = await mailsTo(ada.email, 1);
    const link = linkIn(mail);
    expect(link.href.startsWith(`${apiUrl}/auth/verify-email?token=`)).toBe(true);
    const page = await fetch(link, { headers: { 'accept-language': 'de' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.text()).toContain('Adresse bestätigen');

    const token = tokenIn(mail);
    expect((await shop.POST('/auth/verify-email', { body: { token } })).response.status).toBe(204);

    const session = LogIn.success.body.parse(await answered(shop.POST('/auth/login', { body: login })));
    expect(session.user).toMatchObject({ email: ada.email, name: ada.name, role: 'customer', permissions: [] });
    expect(session.expiresIn).toBeLessThanOrEqual(900);
    const claims = claimsOf(session.token);
    expect(claims).toMatchObject({ username: session.user.id, token_use: 'access' });
    expect(JSON.stringify(claims)).not.toContain('aws.cognito.signin.user.admin');
    expect(Number(claims['exp']) - Number(claims['iat'])).toBeLessThanOrEqual(900);

    expect(await shop.signIn(login)).toEqual(session.user);
    expect(Profile.parse(await answered(shop.GET('/me')))).toMatchObject({
      id: session.user.id,
      email: ada.email,
      name: ada.name,
      firstName: 'Ada',
      locale: 'de',
      role: 'customer',
      emailVerified: true,
    });
  });

  test('changes the name on the version that was read, and nothing that is not theirs to change [AUT-22]', async () => {
    const { email } = await confirmed();
    const shop = await signedIn(apiUrl, { email, password });
    const token = shop.accessToken();
    const changed = await answered(shop.PATCH('/me', { body: { name: 'A. Lovelace', firstName: null } }));
    expect([changed.name, changed.firstName]).toEqual(['A. Lovelace', undefined]);
    const header = { 'If-Match': `"${changed.version - 1}"` };
    await expect(answered(shop.PATCH('/me', { params: { header }, body: { name: 'Grace' } }))).rejects.toMatchObject({
      status: 412,
      code: 'changed-meanwhile',
    });
    for (const body of [{ role: 'admin' }, { email: 'eve@example.com' }, { verified: true }]) {
      expect((await sendAsWritten(apiUrl, 'PATCH', '/me', { token, body })).status).toBe(400);
    }
    expect(await answered(shop.GET('/me'))).toEqual(changed);
  });

  test('finds the door under the names that other shops gave it [BFF-01, K11]', async () => {
    const { email } = await confirmed();
    for (const path of ['/api/auth/login', '/bff/auth/login']) {
      expect((await post(path, { email, password })).status).toBe(200);
    }
  });
});

describe('a link', () => {
  test('counts once, and not at all when it is wrong [AUT-06]', async () => {
    const ada = person();
    await post('/auth/register', ada);
    const token = tokenIn((await mailsTo(ada.email, 1))[0]);
    const flipped = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA');
    for (const [tried, status] of [
      [flipped, 400],
      ['nothing', 400],
      [token, 204],
      [token, 400],
    ] as const) {
      const answer = await post('/auth/verify-email', { token: tried });
      expect([answer.status, answer.body.code]).toEqual([status, status === 400 ? 'invalid-token' : undefined]);
    }
  });

  test('is not used up by programs that look at it [AUT-06]', async () => {
    const ada = person();
    await post('/auth/register', ada);
    const [mail] = await mailsTo(ada.email, 1);
    for (let scanner = 0; scanner < 3; scanner++) expect((await fetch(linkIn(mail))).status).toBe(200);
    expect((await post('/auth/verify-email', { token: tokenIn(mail) })).status).toBe(204);
  });

  test('sent again ends the one before [AUT-06]', async () => {
    const ada = person();
    await post('/auth/register', ada);
    const [first] = await mailsTo(ada.email, 1);
    expect((await post('/auth/verify-email/resend', { email: ada.email })).status).toBe(202);
    const [, second] = await mailsTo(ada.email, 2);
    expect((await post('/auth/verify-email', { token: tokenIn(first) })).status).toBe(400);
    expect((await post('/auth/verify-email', { token: tokenIn(second) })).status).toBe(204);
  });
});

test('who registers, asks again and comes to an address that is taken is announced with from where, and without address or name [AUT-03, AUT-04, AUT-05, K35]', async () => {
  const probe = await listen();
  try {
    const correlation = newId('cor');
    const headers = { 'x-correlation-id': correlation, 'user-agent': 'registering browser' };
    const ada = person();
    await post('/auth/register', ada, { headers });
    // A link that another has replaced before it was mailed is mailed to nobody.
    await mailsTo(ada.email, 1);
    await post('/auth/verify-email/resend', { email: ada.email }, { headers });
    const [, second] = await mailsTo(ada.email, 2);
    await post('/auth/verify-email', { token: tokenIn(second) }, { headers });
    await post('/auth/register', ada, { headers });
    const heard = await eventually('six events of identity', async () => {
      const ours = (await probe.everything()).filter(
        ({ source, event }) => source === 'printverse.identity' && event.correlationId === correlation,
      );
      return ours.length >= 6 ? ours : undefined;
    });
    const userId = expect.stringMatching(/^usr_\w{26}$/) as string;
    const from = { userId, ip: expect.any(String) as string, userAgent: headers['user-agent'] };
    const link = { tokenId: expect.stringMatching(/^tok_\w{26}$/) as string, expiresAt: expect.any(String) as string };
    const told = heard.map(({ type, event }) => [type, event.data]);
    expect(told).toHaveLength(6);
    expect(told).toEqual(
      expect.arrayContaining([
        ['user.created', { userId, role: 'customer' }],
        ['auth.user.registered', from],
        ['auth.email.verification.requested', { ...from, ...link }],
        ['auth.email.verified', { userId }],
        ['auth.registration.repeated', from],
      ]),
    );
    expect(JSON.stringify(heard)).not.toMatch(/@example|Ada|Lovelace/);
  } finally {
    await probe.close();
  }
});

describe('who does not know the password', () => {
  const alike = ({ status, text }: { status: number; text: string }, email: string) => ({
    status,
    text: text.replace(/"correlationId":"[^"]+"/, '').replaceAll(email, '<email>'),
  });

  test('learns nothing about an address by registering it, and its owner is told [AUT-01]', async () => {
    const ada = await confirmed();
    const unknown = newAddress();
    const eve = { password: 'another password of eve', name: 'Eve' };
    const asKnown = await post('/auth/register', { ...eve, email: ada.email });
    const asNew = await post('/auth/register', { ...eve, email: unknown });
    expect(alike(asKnown, ada.email)).toEqual(alike(asNew, unknown));
    const [, warning] = await mailsTo(ada.email, 2);
    expect(warning?.BodyText).not.toContain('token=');
    expect((await post('/auth/login', { email: ada.email, password: eve.password })).status).toBe(401);
    expect((await post('/auth/login', { email: ada.email, password })).status).toBe(200);
  });

  test('cannot plant one for somebody who registers later [AUT-01]', async () => {
    const ada = person();
    await post('/auth/register', { ...ada, password: 'another password of eve', name: 'Eve' });
    const [planted] = await mailsTo(ada.email, 1);
    await post('/auth/register', ada);
    const [, own] = await mailsTo(ada.email, 2);
    expect((await post('/auth/verify-email', { token: tokenIn(planted) })).status).toBe(400);
    expect((await post('/auth/verify-email', { token: tokenIn(own) })).status).toBe(204);
    expect((await post('/auth/login', { email: ada.email, password: 'another password of eve' })).status).toBe(401);
    expect((await post('/auth/login', { email: ada.email, password })).body).toMatchObject({
      user: { name: ada.name },
    });
  });

  test('is told the same for an unknown address and a wrong password, confirmed or not [AUT-07]', async () => {
    const ada = await confirmed();
    const waiting = person();
    await post('/auth/register', waiting);
    const answers = await Promise.all(
      [ada.email, waiting.email, newAddress()].map((email) => post('/auth/login', { email, password: 'wrong' })),
    );
    const [first, ...others] = answers.map((answer) => alike(answer, ''));
    expect(first?.status).toBe(401);
    for (const other of others) expect(other).toEqual(first);
  });

  test('is told the same by asking for another mail [AUT-06]', async () => {
    const ada = await confirmed();
    for (const email of [ada.email, newAddress()]) {
      const answer = await post('/auth/verify-email/resend', { email });
      expect([answer.status, answer.text]).toEqual([202, '']);
    }
  });
});

describe('a bad request', () => {
  test.each([
    ['a short password', { password: 'short' }, '/password'],
    ['no address', { email: 'ada' }, '/email'],
    ['a line break in the name', { name: 'Ada\r\nBcc: eve@example.com' }, '/name'],
    ['an unknown field', { role: 'admin' }, '/role'],
  ])('%s is named, and nothing is registered [BFF-03, BFF-07]', async (_, wrong, pointer) => {
    const ada = person();
    const answer = await post('/auth/register', { ...ada, ...wrong });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect((await post('/auth/login', { email: ada.email, password })).status).toBe(401);
  });

  test('a form is not taken for JSON: other sites cannot post for a visitor [BFF-03]', async () => {
    const headers = { 'content-type': 'text/plain' };
    const answer = await post('/auth/login', undefined, { raw: JSON.stringify(users.customer), headers });
    expect(answer.status).toBe(415);
  });
});

describe('a token', () => {
  test('opens what its role may open [AUT-21, AUT-23]', async () => {
    const open = async (role: keyof typeof users) =>
      (await sendAsWritten(apiUrl, 'GET', '/admin/orders', { token: await signIn(apiUrl, users[role]) })).status;
    expect(await Promise.all([open('customer'), open('operator'), open('organizer')])).toEqual([403, 403, 403]);
    expect(await Promise.all([open('staff'), open('admin')])).toEqual([200, 200]);
  });

  test('that says who somebody is opens nothing: only access tokens do [AUT-21]', async () => {
    const { username, client_id: ClientId } = claimsOf(await signIn(apiUrl, users.customer)) as Record<string, string>;
    const described = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId }));
    const hash = createHmac('sha256', described.UserPoolClient?.ClientSecret ?? '').update(`${username}${ClientId}`);
    const { AuthenticationResult } = await cognito.send(
      new AdminInitiateAuthCommand({
        UserPoolId: userPoolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: {
          USERNAME: username ?? '',
          PASSWORD: users.customer.password,
          SECRET_HASH: hash.digest('base64'),
        },
      }),
    );
    const me = (token: string | undefined) => sendAsWritten(apiUrl, 'GET', '/me', { token });
    expect((await me(AuthenticationResult?.AccessToken)).status).toBe(200);
    const refused = await me(AuthenticationResult?.IdToken);
    expect([refused.status, refused.body.code]).toEqual([401, 'invalid-token']);
    expect((await me(undefined)).status).toBe(401);
    expect((await me('nothing.of.value')).status).toBe(401);
  });

  test('outlives neither a role taken away nor the user’s being disabled [AUT-21, AUT-23]', async () => {
    const login = { email: newAddress(), password };
    const user = await makeUser(books, 'staff', login);
    const token = await signIn(apiUrl, login);
    const set = (name: string, value: unknown) =>
      documents.send(
        new UpdateCommand({
          TableName: identityTable,
          Key: { pk: `USER#${user.id}`, sk: 'META' },
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
    const asStaff = async () => (await sendAsWritten(apiUrl, 'GET', '/admin/orders', { token })).status;
    expect(await asStaff()).toBe(200);
    await set('role', 'customer');
    expect(await asStaff()).toBe(403);
    await set('role', 'staff');
    await set('disabled', true);
    expect(await asStaff()).toBe(401);
    expect((await sendAsWritten(apiUrl, 'GET', '/me', { token })).status).toBe(401);
    expect((await post('/auth/login', login)).status).toBe(401);
  });
});
