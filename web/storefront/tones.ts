import { vars } from '../kit/print.tsx';

/** One backdrop per category; what is not listed stands on mist. */
const TONES: Readonly<Record<string, 'sand' | 'mist' | 'moss' | 'blush' | 'lilac' | 'sun'>> = {
  vases: 'blush',
  lighting: 'sun',
  planters: 'moss',
  tableware: 'mist',
  filament: 'lilac',
  resin: 'sun',
  tools: 'mist',
  'spare-parts': 'sand',
  books: 'blush',
  architecture: 'sand',
  miniatures: 'lilac',
  functional: 'mist',
  gifts: 'sun',
  workshops: 'moss',
  exhibitions: 'lilac',
  fairs: 'blush',
  talks: 'sand',
};

/** The style that puts something on the backdrop of a category. */
export const toneOf = (category: string | undefined) =>
  vars({ '--tone': `var(--tone-${TONES[category ?? ''] ?? 'mist'})` });
