import { Refused } from '../shop/client.ts';
import { type Explained, explain } from '../shop/problems.ts';
import { UploadFailed } from '../shop/send-file.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';

export const isStale = (error: unknown): boolean => error instanceof Refused && error.status === 412;
export const isGone = (error: unknown): boolean => error instanceof Refused && error.status === 404;

/** Puts failures into words of the back office, or of the shop where it has none of its own. */
export function useExplain(): (error: unknown) => Explained {
  const { t } = useWords();
  const o = useOffice();
  return (error) => {
    if (error instanceof UploadFailed) return { title: o.problems['upload'] ?? error.message, fields: [] };
    const explained = explain(error, t);
    const own = error instanceof Refused ? o.problems[error.code] : undefined;
    return own === undefined ? explained : { ...explained, title: own, detail: undefined };
  };
}
