import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ulid } from 'ulid';
import { inject } from 'vitest';
import { clientConfig } from '../../../local/cloud.ts';
import { eventually } from '../../support/eventually.ts';

const { endpoint, stacks } = inject('shop');

/** An output of the gateway's stack. */
function output(key: string): string {
  const value = stacks['PrintVerse-local-SandboxGateway']?.[key];
  if (value === undefined) throw new Error(`the gateway's stack has no output ${key}`);
  return value;
}

async function keyIn(secretId: string): Promise<string> {
  const client = new SecretsManagerClient(clientConfig(endpoint));
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  return (JSON.parse(SecretString ?? '{}') as { current: string }).current;
}

export const gatewayUrl = output('GatewayUrl');
export const webhookKey = await keyIn(output('GatewayWebhookKeySecret'));
const apiKey = await keyIn(output('GatewayApiKeySecret'));

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  readonly body: Record<string, any>;
}

/** Calls the gateway as a merchant. */
export async function call(method: string, path: string, body?: unknown, key = apiKey): Promise<Answer> {
  const answer = await fetch(`${gatewayUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

export const newPaymentId = (): string => `pay_${ulid()}`;
export const amount = { amount: 1_999, currency: 'EUR' };

/** What a test orders: told at `webhookUrl`, with a quarter of an hour to pay. */
export const orderOf = (paymentId: string, webhookUrl: string, given: Record<string, unknown> = {}) => ({
  orderId: paymentId.replace('pay_', 'ord_'),
  amount,
  webhookUrl,
  expiresAt: new Date(Date.now() + 900_000).toISOString(),
  ...given,
});

export interface Hook {
  readonly url: string;
  /** Webhooks of a payment as they came: headers and the body's bytes. */
  received(paymentId: string): readonly { headers: IncomingMessage['headers']; body: string }[];
  /** The first webhook of a payment of this type. */
  told(paymentId: string, type: string, seconds?: number): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** A merchant's webhook endpoint. `answers` are the statuses for the first posts of a payment; then it is 200. */
export async function openHook(answers: readonly number[] = []): Promise<Hook> {
  const posts: { paymentId: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const received = (paymentId: string) => posts.filter((post) => post.paymentId === paymentId);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { data } = JSON.parse(body) as { data: { paymentId: string } };
      response.writeHead(answers[received(data.paymentId).length] ?? 200, { location: '/elsewhere' }).end();
      posts.push({ paymentId: data.paymentId, headers: request.headers, body });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    told: (paymentId, type, seconds) =>
      eventually(
        `${type} of ${paymentId}`,
        async () =>
          received(paymentId)
            .map(({ body }) => JSON.parse(body) as Record<string, unknown>)
            .find((message) => message['type'] === type),
        seconds,
      ),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
