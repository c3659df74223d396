import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { Jwks } from 'aws-jwt-verify/jwk';

/** Milliseconds for the whole answer. */
const ANSWER_MS = 3_000;

/**
 * The keys that a user pool publishes at this address; throws when it does not answer in time, or with anything but them. Not by
 * `fetch`: that is a second HTTP client, beside the SDK's, to load at a cold start.
 */
export async function poolKeys(url: URL): Promise<Jwks> {
  const { get } = url.protocol === 'http:' ? http : https;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { signal: AbortSignal.timeout(ANSWER_MS) }, resolve).on('error', reject);
  });
  const body = await text(response);
  if (response.statusCode !== 200) throw new Error(`The user pool's keys answered ${response.statusCode}`);
  return JSON.parse(body) as Jwks;
}
