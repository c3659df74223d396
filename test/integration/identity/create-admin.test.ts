import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { signedIn } from '@printverse/client/program-client.ts';
import { answered } from '@printverse/client/shop-client.ts';
import { expect, test } from 'vitest';
import { signIn } from '../../../tools/demo/client.ts';
import { root } from '../../../tools/root.ts';
import { apiUrl, endpoint, newUser, outputs, users } from '../orders/buying.ts';

const newAddress = () => `root-${randomBytes(6).toString('hex')}@example.com`;

/** Runs `npm run admin:create` against the shop; answers what it says, or the sentence that it refuses with. */
async function createAdmin(args: readonly string[], typed = ''): Promise<{ output: string; refused: string }> {
  const running = promisify(execFile)(process.execPath, [join(root, 'tools/create-admin.ts'), ...args], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: outputs.region,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });
  running.child.stdin?.end(typed);
  return running.then(
    ({ stdout }) => ({ output: stdout, refused: '' }),
    ({ stdout, stderr }) => ({ output: String(stdout), refused: String(stderr).trim() }),
  );
}

const found = async (email: string) =>
  (await answered((await signedIn(apiUrl, users.admin)).GET('/admin/users', { params: { query: { query: email } } })))
    .items;

test('an operator makes an admin, whose password is shown once, and who manages users [ADM-01]', async () => {
  const email = newAddress();
  const { output } = await createAdmin(['--email', email.toUpperCase(), '--name', 'Ada']);
  const password = /^Password, shown this once: (\S+)$/m.exec(output)?.[1] ?? '';
  expect(password.length).toBeGreaterThanOrEqual(20);
  const admin = await signedIn(apiUrl, { email, password });
  const { items } = await answered(admin.GET('/admin/users', { params: { query: { query: email } } }));
  expect(items).toMatchObject([{ email, name: 'Ada', role: 'admin', emailVerified: true, disabled: false }]);

  const again = await createAdmin(['--email', email]);
  expect(again).toEqual({ output: '', refused: expect.stringContaining(`${email} is somebody's already`) });
  await signIn(apiUrl, { email, password });
});

test('an operator may bring a password, which is shown nowhere [ADM-01]', async () => {
  const email = newAddress();
  const { output } = await createAdmin(['--email', email, '--password-stdin'], 'correct horse battery\n');
  expect(output).toContain(`${email} is an admin of local now`);
  expect(output).not.toContain('correct horse');
  await signIn(apiUrl, { email, password: 'correct horse battery' });
});

test('an operator’s mistake is told in one sentence, and changes nothing [ADM-01]', async () => {
  const email = newAddress();
  const customer = await newUser('customer');
  const refusals = await Promise.all([
    createAdmin(['--email', email, '--password-stdin'], 'short'),
    createAdmin(['--email', 'nobody']),
    createAdmin(['--email', email, '--role', 'king']),
    createAdmin(['--email', customer.login.email]),
  ]);
  expect(refusals.map(({ output }) => output)).toEqual(refusals.map(() => ''));
  const sentences = refusals.map(({ refused }) => refused);
  expect(sentences.map((sentence) => sentence.includes('    at '))).toEqual(refusals.map(() => false));
  for (const [place, says] of [
    'at least 12 characters',
    'Say whose address it is',
    "Unknown option '--role'",
    "is somebody's already",
  ].entries()) {
    expect(sentences[place]).toContain(says);
  }
  expect(await found(email)).toEqual([]);
  expect(await found(customer.login.email)).toMatchObject([{ role: 'customer' }]);
});
