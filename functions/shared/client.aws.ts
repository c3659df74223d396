import { env } from './env.ts';

/** Milliseconds until a connection is there. A packet that was lost on the way is sent again after a second anyway. */
const CONNECT_MS = 1_000;

const TRIES = 3;

/** Milliseconds for an answer: with three tries, and their pauses, less than a function lives. */
const ANSWER_MS = 3_000;

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The credentials of the function's role, as Lambda hands them over. Other places, where the SDK would look too, are not in the
 * bundles. Throws when there are none.
 */
export async function fromEnvironment(): Promise<Credentials> {
  const sessionToken = process.env['AWS_SESSION_TOKEN'];
  return {
    accessKeyId: env('AWS_ACCESS_KEY_ID'),
    secretAccessKey: env('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken ? { sessionToken } : {}),
  };
}

/** What every client is made with. */
export interface ClientSettings {
  readonly credentials: () => Promise<Credentials>;
  readonly region: () => Promise<string>;
  readonly endpoint?: string;
  readonly ignoreConfiguredEndpointUrls: true;
  readonly defaultsMode: 'standard';
  readonly retryMode: 'standard';
  readonly maxAttempts: number;
  readonly useDualstackEndpoint: false;
  readonly useFipsEndpoint: false;
  readonly userAgentAppId: () => Promise<string | undefined>;
  readonly accountIdEndpointMode: () => Promise<'disabled'>;
  readonly disableClockSkewCorrection: () => Promise<boolean>;
  readonly authSchemePreference: string[];
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    /** Without it the client only logs that the time is up, and goes on waiting. */
    readonly throwOnRequestTimeout: true;
    /** An answer that begins and does not go on. */
    readonly socketTimeout: number;
    readonly httpAgent: { readonly keepAlive: boolean };
    readonly httpsAgent: { readonly keepAlive: boolean };
  };
}

/** What S3 looks for besides, with the values that it has where nothing is said. */
const S3_SETTINGS = {
  disableS3ExpressSessionAuth: async () => false,
  requestChecksumCalculation: 'WHEN_SUPPORTED',
  responseChecksumValidation: 'WHEN_SUPPORTED',
  sigv4aSigningRegionSet: async () => undefined,
  useArnRegion: async () => undefined,
} as const;

export interface Limits {
  /** Milliseconds for an answer, three seconds without. */
  readonly answerMs?: number;
  /** How often a call is tried, three times without. */
  readonly maxAttempts?: number;
  /** Whether connections are used again; they are, without. */
  readonly keepAlive?: boolean;
}

/**
 * The one way to a client of AWS. In: its class, and what differs from the limits above. Out: the client, whose calls throw
 * `TimeoutError` when there was no connection or no answer in time; `isOutage` knows that name.
 */
export function awsClient<Client, More extends object>(
  Client: new (settings: ClientSettings & More) => Client,
  { answerMs = ANSWER_MS, maxAttempts = TRIES, keepAlive = true, ...more }: Limits & More = {} as Limits & More,
): Client {
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  const settings: ClientSettings = {
    credentials: fromEnvironment,
    region: async () => env('AWS_REGION'),
    ...(endpoint ? { endpoint } : {}),
    // Whatever is said here is not looked for in files that no function has.
    ignoreConfiguredEndpointUrls: true,
    defaultsMode: 'standard',
    retryMode: 'standard',
    maxAttempts,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: async () => undefined,
    accountIdEndpointMode: async () => 'disabled',
    disableClockSkewCorrection: async () => false,
    authSchemePreference: [],
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: answerMs,
      httpAgent: { keepAlive },
      httpsAgent: { keepAlive },
    },
  };
  return new Client({ ...S3_SETTINGS, ...(more as unknown as More), ...settings });
}
