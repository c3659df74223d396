/** Region of every local deployment, whatever the shell says: two machines must see the same ARNs. */
export const region = 'us-east-1';

export const defaultPort = 4566;
/** Of the pages of the first shop on a machine. */
export const defaultWebPort = 5173;

/** Any key is accepted as the account's root; functions get keys of their own role from the emulator. */
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Settings every SDK client of local/ and the integration tests is made with. */
export function clientConfig(endpoint: string) {
  return { endpoint, region, credentials, maxAttempts: 2 };
}
