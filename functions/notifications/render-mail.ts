import { createElement } from 'react';
import { render, toPlainText } from 'react-email';
import type { Locale } from '../shared/http/shapes.ts';
import type { Letter } from './letter.ts';
import { LetterHtml } from './letter-html.tsx';
import { letterPage } from './letter-page.ts';
import { texts } from './texts.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Figures stay in columns where there are no tables; a heading is not shouted. */
const asText = {
  selectors: [
    { selector: 'table.figures', format: 'dataTable' },
    { selector: 'h1', options: { uppercase: false } },
  ],
};

/** In: a letter and the reader's language. Out: subject, HTML and plain text. The same letter gives the same mail. */
export async function renderMail(letter: Letter, locale: Locale): Promise<RenderedMail> {
  const words = texts[locale];
  const page = letterPage(letter, words);
  const html = await render(createElement(LetterHtml, { page, language: words.language }));
  return { subject: page.subject, html, text: toPlainText(html, asText) };
}
