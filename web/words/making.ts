import { lazyWords } from './lazy.ts';
import type { MakingMessages } from './making/messages.ts';

/** The words of the back office's pages of printing. */
export const useMaking = lazyWords<MakingMessages>({
  en: () => import('./making/en.ts'),
  de: () => import('./making/de.ts'),
  fr: () => import('./making/fr.ts'),
});
