import { type Language, Reply } from '../../shared/http/api.ts';
import { linkPagePolicy } from './link-page.ts';

/** Answers a page behind a mailed link, in the reader's language. Looking at it changes nothing, whatever the token. */
export const showLinkPage =
  (page: (language: Language) => string) =>
  async ({ language }: { readonly language: Language }): Promise<Reply> =>
    new Reply(page(language), {
      'content-security-policy': linkPagePolicy,
      'content-language': language,
      vary: 'Accept-Language',
    });
