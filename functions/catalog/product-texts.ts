/** The texts of a product in the shop's languages, as staff send them and as they are stored. */
import * as z from 'zod';
import { line, lines } from '../shared/http/shapes.ts';
import type { Localized } from './localized.ts';

/** A text in the languages of the shop, English at least. In: the text's schema, an example. */
export const localizedText = (en: z.ZodString, example: Localized) =>
  z.strictObject({ en, de: en.optional(), fr: en.optional() }).meta({ examples: [example] });

const ProductText = z.strictObject({
  name: line(120),
  description: lines(4_000),
  keywords: z
    .array(line(60))
    .max(20)
    .optional()
    .meta({ description: 'Words that people look for, in this language', examples: [['flowers', 'decoration']] }),
});

export const ProductTexts = z
  .strictObject({
    en: ProductText,
    de: ProductText.partial().optional(),
    fr: ProductText.partial().optional(),
  })
  .meta({
    id: 'ProductTexts',
    description: 'What is missing in a language is shown in English',
    examples: [
      {
        en: { name: 'Twist vase', description: 'Turned once around itself, watertight, 24 cm high.' },
        de: { name: 'Vase Drehung' },
      },
    ],
  });
export type ProductTexts = z.infer<typeof ProductTexts>;
