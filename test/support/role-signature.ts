import { createHash, createHmac } from 'node:crypto';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { newId } from '../../functions/shared/ids.ts';
import { clientConfig } from '../../local/cloud.ts';
import type { Shop } from '../../local/shop.ts';
import type { CallOptions } from '../../tools/demo/client.ts';

/** What a service posts to a path of the API, with the signature of its role. */
export type Signed = (path: string, body: unknown) => Promise<CallOptions>;

/** A role that is new to the cloud, and signs what it asks; with the policy of services unless it is to be without. */
export async function newService(
  { endpoint, outputs, stacks }: Pick<Shop, 'endpoint' | 'outputs' | 'stacks'>,
  { allowed = true } = {},
): Promise<Signed> {
  const iam = new IAMClient(clientConfig(endpoint));
  const RoleName = `service-${newId('cor')}`;
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
      }),
    }),
  );
  const PolicyArn = stacks['PrintVerse-local-Storefront']?.['ServicesPolicyArn'];
  if (PolicyArn === undefined) throw new Error('The shop has no policy of services');
  if (allowed) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  const sts = new STSClient(clientConfig(endpoint));
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'service' }));
  const signer = new SignatureV4({
    service: 'execute-api',
    region: outputs.region,
    sha256: Sha256,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  });
  return async (path, body) => {
    const url = new URL(`${outputs.apiUrl}${path}`);
    const raw = JSON.stringify(body);
    const signed = await signer.sign({
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      port: Number(url.port),
      path: url.pathname,
      headers: { host: url.host, 'content-type': 'application/json' },
      body: raw,
    });
    const { host: _, ...headers } = signed.headers;
    return { raw, headers };
  };
}

type Bytes = string | ArrayBuffer | ArrayBufferView;
const bytes = (data: Bytes) =>
  typeof data === 'string' || ArrayBuffer.isView(data) ? (data as string | Uint8Array) : new Uint8Array(data);

/** SHA-256 as the signer asks for it. */
class Sha256 {
  readonly #hash;
  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }
  update(data: Bytes): void {
    this.#hash.update(bytes(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
}
