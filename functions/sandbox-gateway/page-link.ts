import { type Secret, sign, signedBy } from '../shared/signatures.ts';

/** Links to the page of a payment. They are signed, so that nobody finds pages by trying ids. */
export interface PageLinks {
  urlOf(paymentId: string): Promise<string>;
  signatureOf(paymentId: string): Promise<string>;
  genuine(paymentId: string, signature: string): Promise<boolean>;
}

/** Tells these signatures from whatever else the key signs. */
const PURPOSE = 'payment-page';

/** In: the key to sign with, the gateway's own URL without a trailing slash. Out: the links. */
export function pageLinks(key: Secret, gatewayUrl: string): PageLinks {
  const signatureOf = async (paymentId: string) => sign((await key()).current, PURPOSE, paymentId);
  return {
    signatureOf,
    urlOf: async (paymentId) => `${gatewayUrl}/pay/${paymentId}?sig=${await signatureOf(paymentId)}`,
    genuine: async (paymentId, signature) => signedBy(await key(), signature, PURPOSE, paymentId),
  };
}
