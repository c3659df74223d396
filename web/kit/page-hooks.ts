import { useEffect, useRef, useState } from 'react';

/** Whether there is a network, as the browser knows it. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return online;
}

/** Milliseconds between two looks for a heading, and how many there are: ten seconds. */
const LOOK_EVERY_MS = 50;
const LOOKS = 200;
const FIELD = 'input, textarea, select';

/**
 * Whoever listens to the page hears where they are after a change of page; the first page is the browser's own. Who is in a field
 * of it before that stays there. In: the path of the page, and where its heading is.
 */
export function useFocusOnHeading(path: string, selector: string): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    const left = document.activeElement;
    let tries = 0;
    let named: HTMLElement | undefined;
    // The page before may stand for a moment still, and a page that loads replaces its heading: looked at until it stays.
    const look = () => {
      const active = document.activeElement;
      if (named ? active !== named && active !== document.body : active !== left && active?.matches(FIELD)) return;
      const heading = document.querySelector<HTMLElement>(selector) ?? undefined;
      if (heading && heading !== active) heading.focus({ preventScroll: true });
      named = heading ?? named;
      tries += 1;
      if (tries < LOOKS) timer = setTimeout(look, LOOK_EVERY_MS);
    };
    let timer = setTimeout(look, 0);
    return () => clearTimeout(timer);
  }, [path, selector]);
}

/** A slash goes to a search. In: where its field is, looked for when the key is pressed. */
export function useSlash(selector: string): void {
  useEffect(() => {
    const slash = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, select, dialog')) return;
      const field = document.querySelector<HTMLInputElement>(selector);
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    };
    addEventListener('keydown', slash);
    return () => removeEventListener('keydown', slash);
  }, [selector]);
}
