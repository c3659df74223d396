import { lazyWords } from './lazy.ts';
import type { PrintMessages } from './print/messages.ts';

/** The words of printing. */
export const usePrint = lazyWords<PrintMessages>({
  en: () => import('./print/en.ts'),
  de: () => import('./print/de.ts'),
  fr: () => import('./print/fr.ts'),
});
