import { Refused } from '../shop/client.ts';
import type { Explained } from '../shop/problems.ts';
import { useMaking } from '../words/making.ts';
import { useExplain } from './explain.ts';

/** Puts failures of printing into words, or into those of the back office where printing has none of its own. */
export function useMakingExplain(): (error: unknown) => Explained {
  const m = useMaking();
  const explained = useExplain();
  return (error) => {
    const general = explained(error);
    const own = error instanceof Refused ? m.problems[error.code] : undefined;
    return own === undefined ? general : { ...general, title: own, detail: undefined };
  };
}
