import type { FailureCode } from '../orders/contract.ts';
import type { StatusInHouse } from './letter.ts';
import type { Texts } from './texts.ts';

const reasons: Readonly<Record<FailureCode, string>> = {
  'out-of-stock': 'Un article de votre commande venait d’être épuisé au moment où nous l’avons reçue.',
  'payment-declined':
    'Votre paiement a été refusé. Votre banque ou l’émetteur de votre carte peut vous en donner la raison.',
  'payment-expired': 'Le paiement n’a pas été confirmé à temps.',
  'payment-mismatch': 'Le montant reçu n’était pas celui de la commande ; nous nous sommes donc arrêtés là.',
  'shipping-impossible': 'Notre transporteur ne livre pas à l’adresse de cette commande.',
  technical: 'Un incident technique de notre côté nous a empêchés de la mener à bien.',
};

const statuses: Readonly<Record<StatusInHouse, readonly [subject: string, says: string]>> = {
  RECEIVED: [
    'est dans notre atelier',
    'Votre commande est revenue au début dans notre atelier. Nous l’examinons de nouveau et reprenons à partir de là.',
  ],
  IN_REVIEW: ['est à l’examen', 'Une personne de notre atelier examine votre commande et la prépare.'],
  IN_PRODUCTION: ['est en fabrication', 'Votre commande est en cours de fabrication.'],
  IN_QA: ['est en cours de contrôle', 'Votre commande est fabriquée. Nous la contrôlons maintenant, pièce par pièce.'],
  READY_TO_SHIP: [
    'est emballée',
    'Votre commande est emballée et attend le transporteur. Nous vous écrirons de nouveau dès qu’elle sera en route.',
  ],
};

export const french: Texts = {
  language: 'fr-FR',
  greeting: 'Bonjour,',
  greetingTo: (name) => `Bonjour ${name},`,
  closing: 'L’équipe PrintVerse',
  footer:
    'Vous recevez cet e-mail à la suite d’un événement qui vous concerne dans la boutique PrintVerse. Il ne contient aucune publicité.',
  labels: {
    subtotal: 'Sous-total',
    shipping: 'Livraison',
    total: 'Total',
    tax: 'Dont TVA',
    order: 'Numéro de commande',
    carrier: 'Transporteur',
    tracking: 'Numéro de suivi',
    address: 'Adresse de livraison',
    print: 'Impression',
    price: 'Prix, TVA comprise',
    ready: 'Prêt à l’envoi le',
    until: 'Offre jusqu’au',
    toQuote: 'Voir le devis',
  },
  picture: (fileName) => `Image de votre modèle ${fileName}`,
  verification: ({ until }) => ({
    subject: 'Veuillez confirmer votre adresse e-mail',
    preview: 'Un clic, et votre compte PrintVerse est prêt.',
    before: [
      'Merci de votre inscription chez PrintVerse. Veuillez confirmer que cette adresse e-mail est bien la vôtre.',
    ],
    action: 'Confirmer l’adresse e-mail',
    after: [
      `Ce lien fonctionne une seule fois, jusqu’au ${until}.`,
      'Si vous n’êtes pas à l’origine de cette inscription, vous n’avez rien à faire : une adresse non confirmée n’est pas utilisée.',
    ],
  }),
  registrationRepeated: {
    subject: 'Vous avez déjà un compte PrintVerse',
    preview: 'Quelqu’un a voulu en ouvrir un autre avec votre adresse e-mail.',
    before: [
      'Quelqu’un, sans doute vous-même, a voulu utiliser cette adresse e-mail pour un autre compte PrintVerse. Un compte existe déjà pour elle.',
      'Si c’était vous, connectez-vous simplement avec le mot de passe que vous aviez choisi, ou demandez-en un nouveau.',
      'Si ce n’était pas vous, vous n’avez rien à faire : votre compte et votre mot de passe restent inchangés.',
    ],
    after: [],
  },
  passwordReset: ({ until }) => ({
    subject: 'Choisissez un nouveau mot de passe',
    preview: 'Ce lien vous permet de choisir un nouveau mot de passe pour votre compte PrintVerse.',
    before: [
      'Quelqu’un, sans doute vous-même, a demandé un nouveau mot de passe pour le compte PrintVerse associé à cette adresse e-mail.',
    ],
    action: 'Choisir un nouveau mot de passe',
    after: [
      `Ce lien fonctionne une seule fois, jusqu’au ${until}. Il vous déconnecte partout ailleurs.`,
      'Si ce n’était pas vous, vous n’avez rien à faire : votre mot de passe reste inchangé.',
    ],
  }),
  passwordResetDone: {
    subject: 'Votre nouveau mot de passe est en vigueur',
    preview: 'Le mot de passe de votre compte PrintVerse a été réinitialisé.',
    before: [
      'Le mot de passe de votre compte PrintVerse a été réinitialisé par un lien que nous avions envoyé à cette adresse. Toutes les connexions sont terminées ; connectez-vous avec le nouveau mot de passe.',
      'Si ce n’était pas vous, quelqu’un d’autre peut lire vos e-mails : sécurisez d’abord votre messagerie, puis demandez un nouveau mot de passe.',
    ],
    after: [],
  },
  passwordChanged: {
    subject: 'Votre mot de passe a été modifié',
    preview: 'Votre compte PrintVerse a un nouveau mot de passe.',
    before: [
      'Le mot de passe de votre compte PrintVerse a été modifié par quelqu’un qui connaissait l’ancien. Toutes les autres connexions sont terminées.',
      'Si ce n’était pas vous, choisissez « mot de passe oublié » à la connexion et prenez-en un nouveau sans attendre.',
    ],
    after: [],
  },
  emailChange: ({ until }) => ({
    subject: 'Veuillez confirmer votre nouvelle adresse e-mail',
    preview: 'Un clic, et cette adresse est celle de votre compte PrintVerse.',
    before: ['Cette adresse doit devenir celle d’un compte PrintVerse. Veuillez confirmer qu’elle est bien la vôtre.'],
    action: 'Confirmer l’adresse e-mail',
    after: [
      `Ce lien fonctionne une seule fois, jusqu’au ${until}. Tant que vous n’avez pas cliqué, l’ancienne adresse reste en vigueur.`,
      'Si vous n’êtes pas à l’origine de cette demande, vous n’avez rien à faire : une adresse non confirmée n’est pas utilisée.',
    ],
  }),
  emailChanged: {
    subject: 'Votre adresse e-mail a été modifiée',
    preview: 'Votre compte PrintVerse a désormais une autre adresse.',
    before: [
      'Votre compte PrintVerse a désormais une autre adresse e-mail, qui a été confirmée. Celle-ci ne l’ouvre plus, et ceci est le dernier message que nous y envoyons à ce sujet.',
      'Si ce n’était pas vous, quelqu’un connaît votre mot de passe : écrivez-nous sans attendre.',
    ],
    after: [],
  },
  orderReceived: ({ orderNumber }) => ({
    subject: `Nous avons reçu votre commande ${orderNumber}`,
    preview: 'Merci ! Voici ce que vous avez commandé.',
    before: [
      'Merci de votre commande. Nous mettons vos articles de côté et nous occupons du paiement ; dès que ce sera fait, nous vous écrirons de nouveau.',
    ],
    after: [],
  }),
  paymentReceipt: ({ orderNumber, amount, day }) => ({
    subject: `Reçu de paiement pour votre commande ${orderNumber}`,
    preview: `Nous avons reçu ${amount}.`,
    before: [`Nous avons reçu votre paiement de ${amount} le ${day}. Merci !`],
    after: [],
  }),
  orderConfirmed: ({ orderNumber, carrier }) => ({
    subject: `Votre commande ${orderNumber} est confirmée`,
    preview: 'Payée, et le colis est enregistré.',
    before: [
      `Votre commande est payée et son colis est enregistré auprès de ${carrier}. Le numéro de suivi vous permet de le suivre dès que le transporteur l’aura pris en charge.`,
    ],
    after: [],
  }),
  orderFailed: ({ orderNumber, code, returned }) => ({
    subject: `Nous n’avons pas pu mener à bien votre commande ${orderNumber}`,
    preview: 'Ce qui s’est passé et ce que devient votre argent.',
    before: [
      'Nous sommes désolés : nous n’avons pas pu mener à bien votre commande.',
      reasons[code],
      returned
        ? `Les ${returned} que vous avez payés vous seront intégralement restitués par le même moyen de paiement. Selon votre banque, cela prend quelques jours.`
        : 'Nous ne conservons aucun montant pour cette commande. Si un débit apparaissait malgré tout sur votre relevé, il vous serait intégralement remboursé.',
    ],
    after: ['Vous pouvez bien sûr commander de nouveau à tout moment.'],
  }),
  orderStatus: ({ orderNumber, status }) => ({
    subject: `Votre commande ${orderNumber} ${statuses[status][0]}`,
    preview: 'Où en est votre commande.',
    before: [statuses[status][1]],
    after: [],
  }),
  orderShipped: ({ orderNumber, carrier }) => ({
    subject: `Votre commande ${orderNumber} est en route`,
    preview: 'Le transporteur a pris le colis en charge.',
    before: [`${carrier} a pris votre colis en charge. Le numéro de suivi vous permet de le suivre.`],
    after: [],
  }),
  orderDelivered: ({ orderNumber }) => ({
    subject: `Votre commande ${orderNumber} est arrivée`,
    preview: 'Le transporteur a livré le colis.',
    before: ['Le transporteur a livré votre colis. Nous espérons que son contenu vous plaira.'],
    after: ['Si quelque chose ne va pas, écrivez-nous.'],
  }),
  orderOverdue: ({ orderNumber, status, since, due }) => ({
    subject: `La commande ${orderNumber} attend à l’étape ${status}`,
    preview: `Elle aurait dû avancer avant le ${due}.`,
    before: [
      `La commande ${orderNumber} est à l’étape ${status} depuis le ${since} et aurait dû avancer avant le ${due}.`,
      'Nous ne vous écrirons de nouveau que si elle avance puis prend encore du retard.',
    ],
    after: [],
  }),
  lowStock: ({ sku, available, lowAt }) => ({
    subject: `Stock faible : ${sku}`,
    preview: `Il en reste ${available} de libres.`,
    before: [
      `Pour ${sku}, il reste ${available} unités libres. Le seuil d’alerte est de ${lowAt}.`,
      'Nous vous écrirons de nouveau si le stock remonte puis redescend.',
    ],
    after: [],
  }),
  quoteReady: ({ price, until }) => ({
    subject: `Votre impression coûte ${price}`,
    preview: 'Acceptez l’offre, et nous imprimons.',
    before: [
      `Nous avons un prix pour votre impression : ${price}. Vous pouvez l’accepter dans votre compte jusqu’au ${until}.`,
    ],
    after: [
      'La livraison s’y ajoute à la commande. Sans réponse de votre part, l’offre prend fin d’elle-même, sans frais.',
    ],
  }),
  quoteRejected: ({ reason }) => ({
    subject: 'Nous ne pouvons pas imprimer votre modèle tel quel',
    preview: 'Pourquoi, et ce que vous pouvez faire.',
    before: ['Nous avons examiné votre modèle et ne pouvons pas l’imprimer tel quel. En voici la raison :', reason],
    after: ['N’hésitez pas à envoyer un modèle modifié ou à choisir une autre matière.'],
  }),
  quoteExpiring: ({ until }) => ({
    subject: 'L’offre pour votre impression prend bientôt fin',
    preview: 'Ensuite, le prix devra être recalculé.',
    before: [
      `Vous pouvez accepter l’offre pour votre impression jusqu’au ${until}. Ensuite, vous pourrez faire recalculer le prix.`,
    ],
    after: [],
  }),
};
