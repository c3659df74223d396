import type { Language } from '../../shared/http/api.ts';
import { linkPage, type PageTexts } from '../links/link-page.ts';

const TEXTS: Readonly<Record<Language, PageTexts & { readonly password: string }>> = {
  en: {
    title: 'Choose a new password',
    ask: 'At least 12 characters of any kind. You will be signed out everywhere else.',
    password: 'New password',
    button: 'Change password',
    working: 'One moment …',
    done: 'Your new password counts. You can sign in with it now.',
    refused: 'This link is wrong, was used before or is too old. Ask for a new one.',
    unfit: 'This password cannot be taken. Please choose another one, of 12 characters at least.',
    failed: 'That did not work. Please try again in a moment.',
    script: 'This page needs JavaScript.',
  },
  de: {
    title: 'Neues Passwort wählen',
    ask: 'Mindestens 12 beliebige Zeichen. Sie werden überall sonst abgemeldet.',
    password: 'Neues Passwort',
    button: 'Passwort ändern',
    working: 'Einen Moment …',
    done: 'Ihr neues Passwort gilt. Sie können sich jetzt damit anmelden.',
    refused: 'Dieser Link ist falsch, wurde schon benutzt oder ist zu alt. Fordern Sie einen neuen an.',
    unfit: 'Dieses Passwort geht nicht. Bitte wählen Sie ein anderes mit mindestens 12 Zeichen.',
    failed: 'Das hat nicht geklappt. Bitte versuchen Sie es gleich noch einmal.',
    script: 'Diese Seite benötigt JavaScript.',
  },
  fr: {
    title: 'Choisissez un nouveau mot de passe',
    ask: 'Au moins 12 caractères, de toute sorte. Vous serez déconnecté partout ailleurs.',
    password: 'Nouveau mot de passe',
    button: 'Changer le mot de passe',
    working: 'Un instant …',
    done: 'Votre nouveau mot de passe est en vigueur. Vous pouvez maintenant vous connecter.',
    refused: 'Ce lien est incorrect, a déjà été utilisé ou est trop ancien. Demandez-en un nouveau.',
    unfit: 'Ce mot de passe ne convient pas. Veuillez en choisir un autre, d’au moins 12 caractères.',
    failed: 'Cela n’a pas fonctionné. Veuillez réessayer dans un instant.',
    script: 'Cette page nécessite JavaScript.',
  },
};

/** The page behind the link of a mail that lets choose a new password, in a language. */
export function resetPage(language: Language): string {
  const texts = TEXTS[language];
  const input =
    '<input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="256">';
  return linkPage(language, texts, `<label for="password">${texts.password}</label>${input}`);
}
