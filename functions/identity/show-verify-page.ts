import { Reply, type Request } from '../shared/http.ts';
import type { ShowVerifyEmail } from './contract.ts';
import { verifyPage, verifyPagePolicy } from './verify-page.ts';

/** Answers the page that confirms an address on a click. Looking at it changes nothing, whatever the token. */
export const showVerifyPage = async ({ language }: Request<typeof ShowVerifyEmail>): Promise<Reply> =>
  new Reply(verifyPage(language), {
    'content-security-policy': verifyPagePolicy,
    'content-language': language,
    vary: 'Accept-Language',
  });
