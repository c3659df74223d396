import { useCallback, useState } from 'react';

function read(key: string): unknown {
  const text = sessionStorage.getItem(key);
  return text === null ? undefined : JSON.parse(text);
}

/**
 * What is typed into a form, kept in this tab until it was saved: a reload, an expired session and a refused field lose
 * nothing. In: the form's name. Out: what was kept before or is typed now; how to keep something, and how to forget it.
 */
export function useKept<T>(name: string): [T | undefined, (value: T) => void, () => void] {
  const key = `printverse-office-${name}`;
  const [value, setValue] = useState(() => read(key) as T | undefined);
  const keep = useCallback(
    (next: T) => {
      sessionStorage.setItem(key, JSON.stringify(next));
      setValue(next);
    },
    [key],
  );
  const forget = useCallback(() => {
    sessionStorage.removeItem(key);
    setValue(undefined);
  }, [key]);
  return [value, keep, forget];
}
