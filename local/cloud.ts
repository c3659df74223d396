/** Region of every local deployment, whatever the shell says: two machines must see the same ARNs. */
export const region = 'us-east-1';

export const defaultPort = 4566;
/** Of the pages of the first shop on a machine. */
const defaultWebPort = 5173;

/** The port of a shop's pages. A second shop's lie beside its API and mailbox; the first one's are where everybody looks for a dev server. */
export const webPortOf = (port: number): number => (port === defaultPort ? defaultWebPort : port + 2);

/** Any key is accepted as the account's root; functions get keys of their own role from the emulator. */
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Settings every SDK client of local/ and the integration tests is made with. */
export function clientConfig(endpoint: string) {
  return { endpoint, region, credentials, maxAttempts: 2 };
}
