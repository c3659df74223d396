import { Refused } from '../shop/client.ts';
import { type Explained, explain } from '../shop/problems.ts';
import { UploadFailed } from '../shop/send-file.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';

/** Puts failures of printing into words, or into those of the shop where printing has none of its own. */
export function usePrintExplain(): (error: unknown) => Explained {
  const { t } = useWords();
  const p = usePrint();
  return (error) => {
    if (error instanceof UploadFailed) return { title: p.files.failed, fields: [] };
    const explained = explain(error, t, t.address.hints);
    const own = error instanceof Refused ? p.problems[error.code] : undefined;
    return own === undefined ? explained : { ...explained, title: own, detail: undefined, reference: undefined };
  };
}
