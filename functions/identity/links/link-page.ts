import { createHash } from 'node:crypto';
import type { Language } from '../../shared/http/api.ts';

/** What a page behind a mailed link says in one language. */
export interface PageTexts {
  readonly title: string;
  readonly ask: string;
  readonly button: string;
  readonly working: string;
  readonly done: string;
  /** Of a link that opens nothing. */
  readonly refused: string;
  /** Of what was typed and cannot be taken. */
  readonly unfit: string;
  readonly failed: string;
  readonly script: string;
}

const STYLE =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}' +
  'label,input{display:block;box-sizing:border-box;width:100%}' +
  'input{font:inherit;padding:.5rem;margin:.25rem 0 1rem;border:2px solid #5b6673;border-radius:.4rem}' +
  'button{font:inherit;padding:.6rem 1.2rem;border:2px solid #1a4d8f;border-radius:.4rem;background:#1a4d8f;color:#fff}' +
  'input:focus-visible,button:focus-visible{outline:3px solid #b35900;outline-offset:2px}';

/**
 * Posts the token of the page's own address back to it, with what was typed, when the button is clicked; programs that
 * follow links in mails do not click. It speaks in the words that the page was given, whatever their language.
 */
const SCRIPT = `
const says = document.getElementById('says');
const form = document.getElementById('form');
const button = document.getElementById('button');
const token = new URLSearchParams(location.search).get('token') ?? '';
form.hidden = false;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  button.disabled = true;
  says.textContent = says.dataset.working;
  return fetch(location.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...Object.fromEntries(new FormData(form)) }),
  })
    .then((answer) => {
      if (answer.ok) return 'done';
      if (answer.status !== 400) return 'failed';
      return answer.json().then(({ code }) => (code === 'invalid-token' ? 'refused' : 'unfit'));
    })
    .catch(() => 'failed')
    .then((outcome) => {
      says.textContent = says.dataset[outcome];
      form.hidden = outcome === 'done' || outcome === 'refused';
      button.disabled = false;
    });
});
`;

/**
 * A page behind a mailed link: a few words and one button, under which a form posts what its fields hold. In: the language,
 * what it says in it, and the fields as HTML. It holds no token: its script reads the address.
 */
export function linkPage(language: Language, texts: PageTexts, fields = ''): string {
  const words = (['working', 'done', 'refused', 'unfit', 'failed'] as const).map(
    (name) => ` data-${name}="${texts[name]}"`,
  );
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main>
<h1>${texts.title}</h1>
<p id="says" role="status"${words.join('')}>${texts.ask}</p>
<form id="form" hidden>${fields}<button id="button">${texts.button}</button></form>
<noscript><p>${texts.script}</p></noscript>
</main><script>${SCRIPT}</script></body>
</html>
`;
}

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * What such a page may do: run its own script and style, and talk to where it came from. Its form goes nowhere by itself: a
 * browser that does not run the script would put what was typed into the address.
 */
export const linkPagePolicy = [
  "default-src 'none'",
  `script-src ${hashed(SCRIPT)}`,
  `style-src ${hashed(STYLE)}`,
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
