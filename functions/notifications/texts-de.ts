import type { FailureCode } from '../orders/contract.ts';
import type { StatusInHouse } from './letter.ts';
import type { Texts } from './texts.ts';

const reasons: Readonly<Record<FailureCode, string>> = {
  'out-of-stock': 'Ein Artikel aus Ihrer Bestellung war einen Augenblick vorher ausverkauft.',
  'payment-declined': 'Ihre Zahlung wurde abgelehnt. Den Grund kann Ihnen Ihre Bank oder Ihr Kartenanbieter nennen.',
  'payment-expired': 'Die Zahlung wurde nicht rechtzeitig bestätigt.',
  'payment-mismatch': 'Der eingegangene Betrag war nicht der Betrag der Bestellung, deshalb haben wir hier angehalten.',
  'shipping-impossible': 'Unser Paketdienst liefert nicht an die Adresse dieser Bestellung.',
  technical: 'Ein technischer Fehler auf unserer Seite hat uns daran gehindert, sie abzuschließen.',
};

const statuses: Readonly<Record<StatusInHouse, readonly [subject: string, says: string]>> = {
  RECEIVED: [
    'ist in unserer Werkstatt',
    'Ihre Bestellung ist wieder am Anfang in unserer Werkstatt. Wir sehen sie noch einmal an und machen von dort weiter.',
  ],
  IN_REVIEW: ['wird geprüft', 'Jemand aus unserer Werkstatt sieht sich Ihre Bestellung an und bereitet sie vor.'],
  IN_PRODUCTION: ['wird hergestellt', 'Ihre Bestellung wird jetzt hergestellt.'],
  IN_QA: ['wird kontrolliert', 'Ihre Bestellung ist fertig. Wir kontrollieren sie jetzt Stück für Stück.'],
  READY_TO_SHIP: [
    'ist verpackt',
    'Ihre Bestellung ist verpackt und wartet auf den Paketdienst. Wir schreiben Ihnen wieder, sobald sie unterwegs ist.',
  ],
};

export const german: Texts = {
  language: 'de-DE',
  greeting: 'Guten Tag,',
  greetingTo: (name) => `Guten Tag ${name},`,
  closing: 'Ihr PrintVerse-Team',
  footer:
    'Sie erhalten diese E-Mail, weil im PrintVerse-Shop etwas geschehen ist, das Sie betrifft. Sie enthält keine Werbung.',
  labels: {
    subtotal: 'Zwischensumme',
    shipping: 'Versand',
    total: 'Gesamtbetrag',
    tax: 'Darin enthaltene Mehrwertsteuer',
    order: 'Bestellnummer',
    carrier: 'Paketdienst',
    tracking: 'Sendungsnummer',
    address: 'Lieferadresse',
    print: 'Druck',
    price: 'Preis mit MwSt.',
    ready: 'Versandbereit am',
    until: 'Angebot bis',
    toQuote: 'Zum Angebot',
  },
  picture: (fileName) => `Bild Ihres Modells ${fileName}`,
  verification: ({ until }) => ({
    subject: 'Bitte bestätigen Sie Ihre E-Mail-Adresse',
    preview: 'Ein Klick, und Ihr PrintVerse-Konto ist bereit.',
    before: [
      'vielen Dank für Ihre Registrierung bei PrintVerse. Bitte bestätigen Sie, dass diese E-Mail-Adresse Ihnen gehört.',
    ],
    action: 'E-Mail-Adresse bestätigen',
    after: [
      `Der Link funktioniert einmal, und zwar bis zum ${until}.`,
      'Falls Sie sich nicht registriert haben, brauchen Sie nichts zu tun: Eine unbestätigte Adresse wird nicht verwendet.',
    ],
  }),
  registrationRepeated: {
    subject: 'Sie haben bereits ein PrintVerse-Konto',
    preview: 'Jemand wollte mit Ihrer E-Mail-Adresse ein weiteres eröffnen.',
    before: [
      'jemand, vermutlich Sie selbst, wollte diese E-Mail-Adresse für ein weiteres PrintVerse-Konto verwenden. Zu ihr gibt es bereits eines.',
      'Falls Sie es waren, melden Sie sich einfach mit dem Passwort an, das Sie damals gewählt haben, oder fordern Sie ein neues an.',
      'Falls Sie es nicht waren, brauchen Sie nichts zu tun: Ihr Konto und Ihr Passwort sind unverändert.',
    ],
    after: [],
  },
  passwordReset: ({ until }) => ({
    subject: 'Wählen Sie ein neues Passwort',
    preview: 'Mit diesem Link wählen Sie ein neues Passwort für Ihr PrintVerse-Konto.',
    before: [
      'jemand, vermutlich Sie selbst, hat für das PrintVerse-Konto mit dieser E-Mail-Adresse ein neues Passwort angefordert.',
    ],
    action: 'Neues Passwort wählen',
    after: [
      `Der Link funktioniert einmal, und zwar bis zum ${until}. Sie werden dabei überall sonst abgemeldet.`,
      'Falls Sie es nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
    ],
  }),
  passwordResetDone: {
    subject: 'Ihr neues Passwort gilt',
    preview: 'Das Passwort Ihres PrintVerse-Kontos wurde zurückgesetzt.',
    before: [
      'das Passwort Ihres PrintVerse-Kontos wurde mit einem Link zurückgesetzt, den wir an diese Adresse geschickt hatten. Alle Anmeldungen sind beendet; bitte melden Sie sich mit dem neuen Passwort an.',
      'Falls Sie es nicht waren, kann jemand anderes Ihre E-Mails lesen: Sichern Sie zuerst Ihr Postfach, und fordern Sie dann ein neues Passwort an.',
    ],
    after: [],
  },
  passwordChanged: {
    subject: 'Ihr Passwort wurde geändert',
    preview: 'Für Ihr PrintVerse-Konto gilt ein neues Passwort.',
    before: [
      'das Passwort Ihres PrintVerse-Kontos wurde von jemandem geändert, der das alte kannte. Alle anderen Anmeldungen sind beendet.',
      'Falls Sie es nicht waren, wählen Sie bei der Anmeldung „Passwort vergessen“, und vergeben Sie sofort ein neues.',
    ],
    after: [],
  },
  emailChange: ({ until }) => ({
    subject: 'Bitte bestätigen Sie Ihre neue E-Mail-Adresse',
    preview: 'Ein Klick, und diese Adresse gilt für Ihr PrintVerse-Konto.',
    before: ['diese Adresse soll die eines PrintVerse-Kontos werden. Bitte bestätigen Sie, dass sie Ihnen gehört.'],
    action: 'E-Mail-Adresse bestätigen',
    after: [
      `Der Link funktioniert einmal, und zwar bis zum ${until}. Bis Sie klicken, gilt die alte Adresse.`,
      'Falls Sie das nicht angefordert haben, brauchen Sie nichts zu tun: Eine unbestätigte Adresse wird nicht verwendet.',
    ],
  }),
  emailChanged: {
    subject: 'Ihre E-Mail-Adresse wurde geändert',
    preview: 'Für Ihr PrintVerse-Konto gilt jetzt eine andere Adresse.',
    before: [
      'Ihr PrintVerse-Konto hat jetzt eine andere, bestätigte E-Mail-Adresse. Mit dieser hier öffnet es sich nicht mehr, und dies ist die letzte Nachricht dazu, die wir hierher schicken.',
      'Falls Sie es nicht waren, kennt jemand Ihr Passwort: Bitte schreiben Sie uns sofort.',
    ],
    after: [],
  },
  orderReceived: ({ orderNumber }) => ({
    subject: `Wir haben Ihre Bestellung ${orderNumber} erhalten`,
    preview: 'Vielen Dank! Das haben Sie bestellt.',
    before: [
      'vielen Dank für Ihre Bestellung. Wir legen Ihre Artikel zurück und kümmern uns um die Zahlung; sobald das erledigt ist, schreiben wir Ihnen wieder.',
    ],
    after: [],
  }),
  paymentReceipt: ({ orderNumber, amount, day }) => ({
    subject: `Zahlungsbeleg zu Ihrer Bestellung ${orderNumber}`,
    preview: `Wir haben ${amount} erhalten.`,
    before: [`wir haben am ${day} Ihre Zahlung über ${amount} erhalten. Vielen Dank!`],
    after: [],
  }),
  orderConfirmed: ({ orderNumber, carrier }) => ({
    subject: `Ihre Bestellung ${orderNumber} ist bestätigt`,
    preview: 'Bezahlt, und das Paket ist angemeldet.',
    before: [
      `Ihre Bestellung ist bezahlt und das Paket bei ${carrier} angemeldet. Mit der Sendungsnummer können Sie es verfolgen, sobald der Paketdienst es hat.`,
    ],
    after: [],
  }),
  orderFailed: ({ orderNumber, code, returned }) => ({
    subject: `Wir konnten Ihre Bestellung ${orderNumber} nicht abschließen`,
    preview: 'Was geschehen ist und was mit Ihrem Geld geschieht.',
    before: [
      'es tut uns leid: Wir konnten Ihre Bestellung nicht abschließen.',
      reasons[code],
      returned
        ? `Die von Ihnen gezahlten ${returned} gehen vollständig auf demselben Weg zurück. Je nach Bank dauert das einige Tage.`
        : 'Wir behalten für diese Bestellung kein Geld ein. Sollte dennoch eine Abbuchung auf Ihrem Konto erscheinen, erhalten Sie den Betrag vollständig zurück.',
    ],
    after: ['Sie können jederzeit gern erneut bestellen.'],
  }),
  orderStatus: ({ orderNumber, status }) => ({
    subject: `Ihre Bestellung ${orderNumber} ${statuses[status][0]}`,
    preview: 'Wie es mit Ihrer Bestellung weitergeht.',
    before: [statuses[status][1]],
    after: [],
  }),
  orderShipped: ({ orderNumber, carrier }) => ({
    subject: `Ihre Bestellung ${orderNumber} ist unterwegs`,
    preview: 'Der Paketdienst hat das Paket.',
    before: [`${carrier} hat Ihr Paket. Mit der Sendungsnummer können Sie es verfolgen.`],
    after: [],
  }),
  orderDelivered: ({ orderNumber }) => ({
    subject: `Ihre Bestellung ${orderNumber} ist angekommen`,
    preview: 'Der Paketdienst hat das Paket zugestellt.',
    before: ['Der Paketdienst hat Ihr Paket zugestellt. Wir wünschen Ihnen viel Freude damit.'],
    after: ['Wenn etwas nicht so ist, wie es sein soll, schreiben Sie uns bitte.'],
  }),
  orderOverdue: ({ orderNumber, status, since, due }) => ({
    subject: `Bestellung ${orderNumber} wartet in ${status}`,
    preview: `Sie hätte bis ${due} weitergehen sollen.`,
    before: [
      `Bestellung ${orderNumber} ist seit ${since} in ${status} und hätte bis ${due} weitergehen sollen.`,
      'Wir schreiben erst wieder, wenn sie weitergegangen und noch einmal überfällig ist.',
    ],
    after: [],
  }),
  lowStock: ({ sku, available, lowAt }) => ({
    subject: `Wenig Bestand: ${sku}`,
    preview: `Noch ${available} sind frei.`,
    before: [
      `Von ${sku} sind noch ${available} frei. Gemeldet wird ab ${lowAt} oder weniger.`,
      'Wir schreiben wieder, wenn es zwischendurch mehr waren.',
    ],
    after: [],
  }),
  quoteReady: ({ price, until }) => ({
    subject: `Ihr Druck kostet ${price}`,
    preview: 'Nehmen Sie das Angebot an, und wir drucken.',
    before: [`wir haben einen Preis für Ihren Druck: ${price}. Sie können ihn bis ${until} in Ihrem Konto annehmen.`],
    after: [
      'Der Versand kommt bei der Bestellung hinzu. Wenn Sie nichts tun, endet das Angebot von selbst und kostet nichts.',
    ],
  }),
  quoteRejected: ({ reason }) => ({
    subject: 'Wir können Ihr Modell so nicht drucken',
    preview: 'Warum nicht, und was Sie tun können.',
    before: ['wir haben uns Ihr Modell angesehen und können es so nicht drucken. Der Grund:', reason],
    after: ['Laden Sie gern ein geändertes Modell hoch, oder wählen Sie ein anderes Material.'],
  }),
  quoteExpiring: ({ until }) => ({
    subject: 'Das Angebot für Ihren Druck endet bald',
    preview: 'Danach muss der Preis neu berechnet werden.',
    before: [
      `Sie können das Angebot für Ihren Druck bis ${until} annehmen. Danach können Sie den Preis neu berechnen lassen.`,
    ],
    after: [],
  }),
};
