import type { Language } from '../../shared/http/api.ts';
import { linkPage, type PageTexts } from '../links/link-page.ts';

const TEXTS: Readonly<Record<Language, PageTexts>> = {
  en: {
    title: 'Confirm your e-mail address',
    ask: 'One click, and this address is confirmed for your account.',
    button: 'Confirm address',
    working: 'One moment …',
    done: 'Thank you, your address is confirmed. You can sign in with it now.',
    refused: 'This link is wrong, was used before or is too old. If you cannot sign in, ask for a new one.',
    unfit: 'This link is wrong.',
    failed: 'That did not work. Please try again in a moment.',
    script: 'This page needs JavaScript.',
  },
  de: {
    title: 'E-Mail-Adresse bestätigen',
    ask: 'Ein Klick, und diese Adresse ist für Ihr Konto bestätigt.',
    button: 'Adresse bestätigen',
    working: 'Einen Moment …',
    done: 'Vielen Dank, Ihre Adresse ist bestätigt. Sie können sich jetzt damit anmelden.',
    refused:
      'Dieser Link ist falsch, wurde schon benutzt oder ist zu alt. Wenn Sie sich nicht anmelden können, fordern Sie einen neuen an.',
    unfit: 'Dieser Link ist falsch.',
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es gleich noch einmal.',
    script: 'Diese Seite benötigt JavaScript.',
  },
  fr: {
    title: 'Confirmez votre adresse e-mail',
    ask: 'Un clic, et cette adresse est confirmée pour votre compte.',
    button: 'Confirmer l’adresse',
    working: 'Un instant …',
    done: 'Merci, votre adresse est confirmée. Vous pouvez maintenant vous connecter avec elle.',
    refused:
      'Ce lien est incorrect, a déjà été utilisé ou est trop ancien. Si vous ne pouvez pas vous connecter, demandez-en un nouveau.',
    unfit: 'Ce lien est incorrect.',
    failed: 'Cela n’a pas fonctionné. Veuillez réessayer dans un instant.',
    script: 'Cette page nécessite JavaScript.',
  },
};

/** The page behind the link of a mail that asks to confirm an address, a first one or another, in a language. */
export const verifyPage = (language: Language): string => linkPage(language, TEXTS[language]);
