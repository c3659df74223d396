import type { Messages } from '../words/messages.ts';
import { Refused } from './client.ts';

/** Why something was refused, in words of the page. */
export interface Explained {
  readonly title: string;
  readonly detail?: string | undefined;
  readonly fields: readonly { readonly name: string; readonly message: string }[];
  readonly reference?: string | undefined;
}

const isKnown = (code: string, t: Messages): code is keyof Messages['problems'] => code in t.problems;

/**
 * Puts a failure into words. In: what was thrown, the page's words, and what a field is to be told by its pointer in the body
 * (without one it is told that it needs another look). Out: a sentence, the fields, and the id to ask for help with.
 */
export function explain(error: unknown, t: Messages, hints: Readonly<Record<string, string>> = {}): Explained {
  if (!(error instanceof Refused)) return { title: t.problems.network, fields: [] };
  const { code, problem, retryAfter } = error;
  const own = problem && 'code' in problem ? problem : undefined;
  const fields = (own?.errors ?? []).map(({ pointer, message }) => {
    const name = pointer.replace(/^\//, '').replaceAll('/', '.');
    return { name, message: hints[name] ?? hints[name.split('.').at(-1) ?? ''] ?? message };
  });
  if (code === 'too-many-attempts' && retryAfter !== undefined) {
    return { title: t.problems.tooMany(Math.ceil(retryAfter / 60)), fields: [] };
  }
  const words = isKnown(code, t) ? t.problems[code] : undefined;
  return {
    title: typeof words === 'string' ? words : (own?.title ?? t.problems.unknown),
    detail: typeof words === 'string' ? undefined : own?.detail,
    fields,
    reference: typeof words === 'string' && error.status < 500 ? undefined : own?.correlationId,
  };
}
