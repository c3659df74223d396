import { execFile } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { SnapshotFiles } from '../../../functions/catalog/search/snapshot-files.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import { mint } from '../../support/forged-tokens.ts';

const USER_POOL_ID = 'eu-central-1_Start0001';
const CLIENT_ID = 'start';

type Attributes = Parameters<typeof unmarshall>[0];
type Key = { readonly pk: string; readonly sk: string };

/**
 * As much of AWS as the first requests ask for, over TLS, because that is how AWS is reached: tables with what the store holds, which
 * take every write; secrets; the keys of a user pool; and a bucket with the files, if there are any. In: a folder for its certificate.
 * Needs `openssl`.
 */
export async function openLoopbackAws(folder: string, store: Store, files?: Pick<SnapshotFiles, 'fetch'>) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://cognito-idp.eu-central-1.amazonaws.com/${USER_POOL_ID}`,
    token_use: 'access',
    client_id: CLIENT_ID,
    iat: now,
    exp: now + 900,
  };
  const keys = [{ ...createPublicKey(privateKey).export({ format: 'jwk' }), kid: 'start', use: 'sig', alg: 'RS256' }];

  const read = async (table: string, key: Attributes) => {
    const item = await store.get(table, unmarshall(key) as Key);
    return item ? [marshall(item, { removeUndefinedValues: true })] : [];
  };
  const answers: Readonly<Record<string, (input: any) => Promise<unknown>>> = {
    BatchGetItem: async ({ RequestItems }: { RequestItems: Record<string, { Keys: Attributes[] }> }) => ({
      Responses: Object.fromEntries(
        await Promise.all(
          Object.entries(RequestItems).map(async ([table, { Keys }]) => [
            table,
            (await Promise.all(Keys.map((key) => read(table, key)))).flat(),
          ]),
        ),
      ),
      UnprocessedKeys: {},
    }),
    Query: async ({ TableName, ExpressionAttributeValues }) => {
      const partition = String(unmarshall(ExpressionAttributeValues)[':partition']);
      const { items } = await store.query({ table: TableName, partition });
      return { Items: items.map((item) => marshall(item, { removeUndefinedValues: true })) };
    },
    TransactWriteItems: async () => ({}),
    PutItem: async () => ({}),
    UpdateItem: async () => ({}),
    GetSecretValue: async () => ({ SecretString: '{"current":"a key of thirty-two bytes or more"}', CreatedDate: 0 }),
  };

  const [key, cert] = await certificate(folder);
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = String(request.headers['x-amz-target'] ?? '');
    if (request.method === 'GET' && files && !request.url?.includes('/.well-known/')) {
      const local = join(folder, 'object');
      const path = new URL(request.url ?? '', 'https://bucket').pathname;
      await files.fetch(decodeURIComponent(path.split('/').slice(2).join('/')), local);
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      await pipeline(createReadStream(local), response);
      return;
    }
    const body = await text(request);
    const answer = request.method === 'GET' ? { keys } : await answers[target.split('.')[1] ?? '']?.(JSON.parse(body));
    response.writeHead(answer === undefined ? 500 : 200, {
      'content-type': target.startsWith('DynamoDB') ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1',
    });
    response.end(JSON.stringify(answer));
  };
  const server = createServer({ key, cert }, (request, response) => {
    respond(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    /** What Lambda gives a function of this account. */
    env: {
      AWS_ENDPOINT_URL: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIASTART',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session',
      AWS_LAMBDA_FUNCTION_NAME: 'start',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      USER_POOL_ID,
      USER_POOL_CLIENT_ID: CLIENT_ID,
    },
    token: (userId: string) =>
      mint({ key: privateKey, kid: 'start', claims }, { username: userId, origin_jti: 'one', jti: 'one' }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function certificate(folder: string): Promise<[key: Buffer, cert: Buffer]> {
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name)) as [string, string];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await promisify(execFile)('openssl', [...request, '-subj', '/CN=localhost', '-keyout', key, '-out', cert]);
  return Promise.all([readFile(key), readFile(cert)]);
}
