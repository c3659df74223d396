/** Milliseconds until a connection is there. A packet that was lost on the way is sent again after a second anyway. */
const CONNECT_MS = 1_000;

/** Milliseconds for an answer: with the client's three tries, and their pauses, less than a function lives. */
const ANSWER_MS = 3_000;

/** What every client is made with. */
export interface ClientSettings {
  readonly maxAttempts?: number;
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
  { answerMs = ANSWER_MS, maxAttempts, keepAlive = true, ...more }: Limits & More = {} as Limits & More,
): Client {
  const settings: ClientSettings = {
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: answerMs,
      httpAgent: { keepAlive },
      httpsAgent: { keepAlive },
    },
  };
  return new Client({ ...(more as unknown as More), ...settings });
}
