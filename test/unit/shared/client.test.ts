import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { shopDependencies } from '../../../functions/edge/dependencies.aws.ts';
import { eventBridgeBus, retryQueue } from '../../../functions/events/bus.eventbridge.ts';
import { cognitoLogins } from '../../../functions/identity/logins.cognito.ts';
import { SignInUnavailable } from '../../../functions/identity/logins.ts';
import { sesMailer } from '../../../functions/notifications/mailer.ses.ts';
import { MailUnanswered } from '../../../functions/notifications/mailer.ts';
import { stepFunctionsMachine } from '../../../functions/orders/saga-machine.sfn.ts';
import { stepFunctionsTask } from '../../../functions/payments/saga-task.sfn.ts';
import { TaskUnavailable } from '../../../functions/payments/saga-task.ts';
import { s3ExportFiles } from '../../../functions/privacy/export-files.s3.ts';
import { sqsErrands } from '../../../functions/sandbox-gateway/errands.sqs.ts';
import { secret } from '../../../functions/shared/secrets.aws.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import { StoreUnavailable } from '../../../functions/shared/store/store.ts';

/** The files that were read since before anything was imported. */
const filesRead = await vi.hoisted(async () => {
  const read: unknown[] = [];
  const { default: files } = await import('node:fs/promises');
  const { syncBuiltinESMExports } = await import('node:module');
  vi.spyOn(files, 'readFile').mockImplementation(async (file) => {
    read.push(file);
    return '';
  });
  syncBuiltinESMExports();
  return read;
});

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
});

const servers: { close(): unknown; closeAllConnections(): void }[] = [];
async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

const mail = {
  notificationId: 'ntf_1',
  template: 'verification',
  correlationId: 'cor_1',
  to: 'ada@example.com',
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
} as const;
const TIMEOUT = { name: 'TimeoutError' };

/** Every adapter with its own client, and what its callers are told when AWS does not answer. */
const calls: Readonly<Record<string, readonly [() => Promise<unknown>, object]>> = {
  'the tables': [
    () => dynamoStore().get('table', { pk: 'P', sk: 'S' }),
    { name: StoreUnavailable.name, cause: TIMEOUT },
  ],
  'the secrets': [() => secret('one')(), TIMEOUT],
  'the bucket of exports': [() => s3ExportFiles('bucket').put({ userId: 'u', exportId: 'e' }, '{}'), TIMEOUT],
  'the user pool': [
    () => cognitoLogins({ userPoolId: 'eu-central-1_A' }).setPassword('usr_1', 'p'),
    { name: SignInUnavailable.name, cause: TIMEOUT },
  ],
  'the mails': [
    () => sesMailer('shop@example.com').send(mail),
    { name: MailUnanswered.name, message: /^TimeoutError/ },
  ],
  'the queue of errands': [() => sqsErrands('http://queue/1/errands').send([errand()]), TIMEOUT],
  'the retry queue': [() => retryQueue(`${process.env['AWS_ENDPOINT_URL']}/1/retry`).keep([announcement()]), TIMEOUT],
  'the saga’s machine': [() => stepFunctionsMachine(MACHINE).look('one'), TIMEOUT],
  'the saga’s task': [
    () => stepFunctionsTask().fail('token', { name: 'Refused', message: 'no' }),
    { name: TaskUnavailable.name, cause: TIMEOUT },
  ],
  ...Object.fromEntries(
    ['database', 'events', 'saga'].map((name) => [
      `the readiness of ${name}`,
      [
        async () =>
          dependencies()
            .find((one) => one.name === name)
            ?.reach(),
        name === 'database' ? { name: StoreUnavailable.name, cause: TIMEOUT } : TIMEOUT,
      ],
    ]),
  ),
};
const MACHINE = 'arn:aws:states:eu-central-1:111122223333:stateMachine:saga';
const errand = () => ({ errand: { kind: 'expire', paymentId: 'pay_1' }, delaySeconds: 0 }) as never;
const announcement = () =>
  ({ source: 'test', event: { id: 'evt_1', type: 'test.happened', occurredAt: '2026-11-21T10:00:00.000Z' } }) as never;
const dependencies = () =>
  shopDependencies({ store: dynamoStore(), catalogTable: 'catalog', busName: 'bus', machineArn: MACHINE });

describe('AWS that accepts a request and never answers', () => {
  const found = new Map<string, unknown>();
  let refused: readonly unknown[];
  beforeAll(async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', await listen(() => {}));
    // All at once: this waits for real.
    const bus = eventBridgeBus('bus').publish([announcement()]);
    await Promise.all(
      Object.entries(calls).map(async ([name, [call]]) => {
        found.set(name, await call().catch((error: unknown) => error));
      }),
    );
    refused = await bus;
  }, 120_000);

  test.each(Object.entries(calls))('is given up by %s, with an error that says so [BFF-07]', (name, [, error]) => {
    expect(found.get(name)).toMatchObject(error);
  });

  test('is given up by the bus, which took nothing [RES-01]', () => {
    expect(refused).toEqual([announcement()]);
  });
});

test('an answer that begins and does not go on is given up as well [BFF-07]', { timeout: 60_000 }, async () => {
  const url = await listen((_, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{');
  });
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  const [get, error] = calls['the tables'] ?? [];
  await expect(get?.()).rejects.toMatchObject(error ?? {});
});

test('no client looks for configuration files, which no function has [BFF-07]', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', await listen((_, response) => response.end('{}')));
  await Promise.all(Object.values(calls).map(([call]) => call().catch(() => undefined)));
  expect(filesRead).toEqual([]);
});

test('a mail has a connection of its own, so none is lost on one that was closed over a pause [RES-01]', async () => {
  const connections: unknown[] = [];
  const sessions: unknown[] = [];
  const url = await listen((request, response) => {
    connections.push(request.socket);
    sessions.push(request.headers['x-amz-security-token']);
    response.end(
      `<SendRawEmailResponse><SendRawEmailResult><MessageId>m</MessageId></SendRawEmailResult></SendRawEmailResponse>`,
    );
  });
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  const mailer = sesMailer('shop@example.com');
  await mailer.send(mail);
  await mailer.send(mail);
  expect(new Set(connections).size).toBe(2);
  // And speaks for the role of the function, which has a session.
  expect(sessions).toEqual(['session', 'session']);
});
