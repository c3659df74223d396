import { Refused } from '@printverse/client/shop-client.ts';

/** The status and the code of a refusal, `409 quote-expired`; `not refused` for what was done after all. */
export const refusal = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'not refused',
    (error: unknown) => {
      if (error instanceof Refused) return `${error.status} ${error.code}`;
      throw error;
    },
  );
