export type StageName = 'local' | 'dev' | 'prod';

export interface PublicUrls {
  /** Where clients reach the API; without one the API's own address serves. */
  readonly api?: string;
  /** Where the web app lives; mails link there once it exists. */
  readonly web?: string;
  readonly gateway?: string;
}

/** Seconds. Handler deadline < task timeout, all attempts of a step < hold expiry < machine timeout. */
export interface SagaTimings {
  readonly handlerSeconds: number;
  readonly taskSeconds: number;
  /** How long a customer may take to confirm a payment. */
  readonly paymentSeconds: number;
  readonly holdSeconds: number;
  readonly machineSeconds: number;
  /** First wait of a retried step; each is three times the last, with full jitter. */
  readonly retrySeconds: number;
  /** An open order without a living execution is looked at after this long. */
  readonly forgottenSeconds: number;
}

export interface StageConfig {
  readonly stage: StageName;
  readonly publicUrls: PublicUrls;
  /** ARN of the certificate of the pages' own host, in us-east-1, where CloudFront looks for it. */
  readonly certificateArn?: string;
  /** Origins of browsers that may call the API. Cookies reach it from its own host alone: a page elsewhere has a proxy before it. */
  readonly origins: readonly string[];
  readonly currency: string;
  /** Percent by delivery country and the product's tax class; prices include it. */
  readonly taxRates: Readonly<Record<string, Readonly<Record<'standard' | 'reduced', number>>>>;
  /** Minor units a parcel costs, by delivery country; a country that is not listed is not served. */
  readonly shippingRates: Readonly<Record<string, number>>;
  /** Carried by every mail; verified with SES before the first one. */
  readonly sender: string;
  /** Where the shop tells its own people what needs them, as low stock. */
  readonly staffMail: string;
  readonly saga: SagaTimings;
  /** Payment providers that a checkout may name. */
  readonly paymentProviders: readonly ('sandbox' | 'stripe')[];
  /** Seconds an unfinished payment lives at the sandbox gateway when a test token says that it expires. */
  readonly sandboxExpirySeconds: number;
  /** Requests a second and at once, of all callers together; `credentials` of each route where somebody may guess or has mails sent. */
  readonly throttle: {
    readonly rate: number;
    readonly burst: number;
    readonly credentials: { readonly rate: number; readonly burst: number };
  };
  /**
   * Failures on such a route, of one account and of one source address, and mails of each kind that anybody may ask for, to
   * one address, and requests for such mails, of one source address: at most so many at once, and as many again in `seconds`.
   */
  readonly attempts: Readonly<
    Record<
      'account' | 'source' | 'mails' | 'mailRequests' | 'estimates',
      { readonly most: number; readonly seconds: number }
    >
  >;
  readonly logRetentionDays: 7 | 30 | 365;
  /** Data outlives the stack. */
  readonly retain: boolean;
}

// Value added tax as published by the member states and Switzerland; the reduced rate is the one for printed books.
const taxRates = {
  AT: { standard: 20, reduced: 10 },
  BE: { standard: 21, reduced: 6 },
  CH: { standard: 8.1, reduced: 2.6 },
  DE: { standard: 19, reduced: 7 },
  FR: { standard: 20, reduced: 5.5 },
  LU: { standard: 17, reduced: 3 },
  NL: { standard: 21, reduced: 9 },
} as const;

const shippingRates = { AT: 690, BE: 790, CH: 1290, DE: 490, FR: 790, LU: 790, NL: 790 } as const;

const base = {
  currency: 'EUR',
  taxRates,
  shippingRates,
  paymentProviders: ['sandbox'],
  sandboxExpirySeconds: 60,
  throttle: { rate: 200, burst: 400, credentials: { rate: 20, burst: 40 } },
  // Ten guesses a quarter of an hour are a thousand a day: nothing against a password of twelve characters. Many
  // customers may share one address, as in an office; fifty of one may register in the same quarter.
  attempts: {
    account: { most: 10, seconds: 900 },
    source: { most: 100, seconds: 900 },
    mails: { most: 5, seconds: 3_600 },
    mailRequests: { most: 50, seconds: 900 },
    // Somebody who tries materials and colours asks every second or two.
    estimates: { most: 120, seconds: 120 },
  },
  saga: {
    handlerSeconds: 20,
    taskSeconds: 30,
    paymentSeconds: 600,
    holdSeconds: 3_600,
    machineSeconds: 14_400,
    retrySeconds: 2,
    forgottenSeconds: 300,
  },
} as const;

export const stages: Readonly<Record<StageName, StageConfig>> = {
  local: {
    ...base,
    stage: 'local',
    publicUrls: {},
    origins: ['http://localhost:5173'],
    sender: 'shop@printverse.example',
    staffMail: 'staff@printverse.example',
    sandboxExpirySeconds: 3,
    throttle: { rate: 2_000, burst: 4_000, credentials: { rate: 2_000, burst: 4_000 } },
    attempts: {
      account: { most: 20, seconds: 900 },
      source: { most: 1_000, seconds: 900 },
      mails: { most: 20, seconds: 900 },
      // Every customer of a test run comes from one machine.
      mailRequests: { most: 10_000, seconds: 900 },
      estimates: { most: 10_000, seconds: 900 },
    },
    saga: { ...base.saga, retrySeconds: 1, forgottenSeconds: 60 },
    logRetentionDays: 7,
    retain: false,
  },
  dev: {
    ...base,
    stage: 'dev',
    publicUrls: {},
    origins: ['http://localhost:5173'],
    sender: 'shop@printverse.example',
    staffMail: 'staff@printverse.example',
    logRetentionDays: 30,
    retain: false,
  },
  prod: {
    ...base,
    stage: 'prod',
    publicUrls: {},
    origins: [],
    sender: 'shop@printverse.example',
    staffMail: 'staff@printverse.example',
    paymentProviders: [],
    logRetentionDays: 365,
    retain: true,
  },
};
