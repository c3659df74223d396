import { type SigningKeys, sign, signedBy } from '../shared/signatures.ts';

const PURPOSE = 'continue-payment';

/** The link that takes a browser from the checkout to its payment; nobody can make one for another payment. */
export const continueLink = (apiUrl: string, paymentId: string, keys: SigningKeys): string =>
  `${apiUrl}/payments/${paymentId}/continue?sig=${sign(keys.current, PURPOSE, paymentId)}`;

/** Whether the shop signed this link. */
export const continuable = (paymentId: string, signature: string, keys: SigningKeys): boolean =>
  signedBy(keys, signature, PURPOSE, paymentId);
