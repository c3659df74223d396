import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientConfig } from '../../local/cloud.ts';
import type { Outputs } from '../../local/outputs.ts';

/** A key that the sandbox shares with the shop that runs here. In: the last part of its name. */
export async function sandboxKey(
  { apiUrl }: Pick<Outputs, 'apiUrl'>,
  name: 'gateway-webhook-key' | 'gateway-api-key' | 'carrier-webhook-key',
): Promise<string> {
  const { SecretString = '{}' } = await new SecretsManagerClient(clientConfig(new URL(apiUrl).origin)).send(
    new GetSecretValueCommand({ SecretId: `printverse-local-sandbox-${name}` }),
  );
  return String(JSON.parse(SecretString).current);
}
