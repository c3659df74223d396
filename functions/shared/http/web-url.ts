import * as z from 'zod';

/** What a parser of URLs drops, or reads as something else: blanks, control characters, backslashes. */
const MISREAD = /[\p{Cc}\p{Z}\\]/u;

/** A web address as it was understood, or nothing for what is none. In: what somebody sent. */
function understood(sent: string): string | undefined {
  const url = MISREAD.test(sent) ? null : URL.parse(sent);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return url && isWeb && url.username === '' && url.password === '' ? url.href : undefined;
}

/**
 * A web address from outside, in the form that its parser wrote it: what is judged is what is kept and followed. Nobody signs in
 * by it, so `https://shop.example@elsewhere.example` is none. In: the most characters of either form.
 */
export const webUrl = (max: number) =>
  z
    .string()
    .max(max)
    .refine((sent) => understood(sent) !== undefined, 'not a web address')
    .overwrite((sent) => understood(sent) ?? sent)
    .max(max)
    .meta({ format: 'uri' });
