import { createHash } from 'node:crypto';
import type { Language } from '../shared/http.ts';

interface Texts {
  readonly title: string;
  readonly ask: string;
  readonly confirm: string;
  readonly working: string;
  readonly done: string;
  readonly refused: string;
  readonly failed: string;
  readonly script: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    title: 'Confirm your e-mail address',
    ask: 'One click, and your account is ready.',
    confirm: 'Confirm address',
    working: 'One moment …',
    done: 'Thank you, your address is confirmed. You can sign in now.',
    refused: 'This link is wrong, was used before or is too old. If you cannot sign in, ask for a new one.',
    failed: 'That did not work. Please try again in a moment.',
    script: 'This page needs JavaScript.',
  },
  de: {
    title: 'E-Mail-Adresse bestätigen',
    ask: 'Ein Klick, und Ihr Konto ist bereit.',
    confirm: 'Adresse bestätigen',
    working: 'Einen Moment …',
    done: 'Vielen Dank, Ihre Adresse ist bestätigt. Sie können sich jetzt anmelden.',
    refused:
      'Dieser Link ist falsch, wurde schon benutzt oder ist zu alt. Wenn Sie sich nicht anmelden können, fordern Sie einen neuen an.',
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es gleich noch einmal.',
    script: 'Diese Seite benötigt JavaScript.',
  },
  fr: {
    title: 'Confirmez votre adresse e-mail',
    ask: 'Un clic, et votre compte est prêt.',
    confirm: 'Confirmer l’adresse',
    working: 'Un instant …',
    done: 'Merci, votre adresse est confirmée. Vous pouvez maintenant vous connecter.',
    refused:
      'Ce lien est incorrect, a déjà été utilisé ou est trop ancien. Si vous ne pouvez pas vous connecter, demandez-en un nouveau.',
    failed: 'Cela n’a pas fonctionné. Veuillez réessayer dans un instant.',
    script: 'Cette page nécessite JavaScript.',
  },
};

const STYLE =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}' +
  'button{font:inherit;padding:.6rem 1.2rem;border:2px solid #1a4d8f;border-radius:.4rem;background:#1a4d8f;color:#fff}' +
  'button:focus-visible{outline:3px solid #b35900;outline-offset:2px}';

/**
 * Posts the token of the page's own address back to it when clicked; programs that follow links in mails do not click.
 * It speaks in the words that the page was given, whatever their language.
 */
const SCRIPT = `
const says = document.getElementById('says');
const button = document.getElementById('confirm');
const token = new URLSearchParams(location.search).get('token') ?? '';
button.hidden = false;
button.addEventListener('click', async () => {
  button.disabled = true;
  says.textContent = says.dataset.working;
  let outcome = 'failed';
  try {
    const answer = await fetch(location.pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    outcome = answer.ok ? 'done' : answer.status === 400 ? 'refused' : 'failed';
  } catch {}
  says.textContent = says.dataset[outcome];
  button.hidden = outcome !== 'failed';
  button.disabled = false;
});
`;

/** The page behind the link of a verification mail, in a language. It holds no token: its script reads the address. */
export function verifyPage(language: Language): string {
  const texts = TEXTS[language];
  const words = (['working', 'done', 'refused', 'failed'] as const).map((name) => ` data-${name}="${texts[name]}"`);
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>
<body><main>
<h1>${texts.title}</h1>
<p id="says" role="status"${words.join('')}>${texts.ask}</p>
<button id="confirm" type="button" hidden>${texts.confirm}</button>
<noscript><p>${texts.script}</p></noscript>
</main><script>${SCRIPT}</script></body>
</html>
`;
}

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What the page may do: run its own script and style, and talk to where it came from. */
export const verifyPagePolicy = [
  "default-src 'none'",
  `script-src ${hashed(SCRIPT)}`,
  `style-src ${hashed(STYLE)}`,
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
