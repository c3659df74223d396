import { shelf } from './product-lines.ts';

const tickets = (category: string) => ({ department: 'events', kind: 'ticket', category }) as const;

export const eventProducts = [
  ...shelf(tickets('workshops'), [
    {
      slug: 'workshop-first-print',
      addedOn: '2026-09-01',
      texts: {
        en: {
          name: 'Workshop: Your First Print',
          description:
            'An evening from the file to the finished part. You pick a model, slice it, start the printer, watch the first layer and learn what to do when it does not stick. Printers, filament and laptops are here; you need no experience. Three hours, small groups, and you take home what you made.',
          tags: ['course', 'beginner', '3D printing', 'evening'],
          alt: 'Coral ticket plate with a raised printer that is printing a small boat',
        },
        de: {
          name: 'Kurs: Ihr erster Druck',
          description:
            'Ein Abend von der Datei bis zum fertigen Teil. Sie wählen ein Modell, bereiten es auf, starten den Drucker, beobachten die erste Schicht und lernen, was hilft, wenn sie nicht haftet. Drucker, Filament und Laptops sind da, Vorkenntnisse brauchen Sie nicht. Drei Stunden, kleine Gruppe, und was Sie gemacht haben, nehmen Sie mit.',
          tags: ['Kurs', 'Einstieg', '3D-Druck', 'Abend'],
          alt: 'Korallenrote Ticketplatte mit erhabenem Drucker, der ein kleines Boot druckt',
        },
        fr: {
          name: 'Stage, votre première impression',
          description:
            'Une soirée du fichier à la pièce finie. Vous choisissez un modèle, le préparez, lancez l’imprimante, surveillez la première couche et apprenez que faire quand elle n’adhère pas. Imprimantes, filament et ordinateurs sont sur place, aucune expérience n’est demandée. Trois heures en petit groupe, et vous repartez avec votre pièce.',
          tags: ['stage', 'débutant', 'impression 3D', 'soirée'],
          alt: 'Billet corail en relief montrant une imprimante qui fabrique un petit bateau',
        },
      },
      variants: [{ names: ['One seat', 'Ein Platz', 'Une place'], cents: 3900, units: 24 }],
    },
    {
      slug: 'workshop-cad-basics',
      addedOn: '2026-09-08',
      texts: {
        en: {
          name: 'Workshop: CAD from Scratch',
          description:
            'Two evenings on sketching, extruding and keeping a model changeable. On the first you draw a bracket with dimensions that you can still alter at the end; on the second you fit it to a real part with caliper in hand. Bring a laptop and a mouse; the software is free. For people who can already print.',
          tags: ['course', 'CAD', 'design', 'two evenings'],
          alt: 'Dark blue ticket plate with a raised cube and a dimension line',
        },
        de: {
          name: 'Kurs: CAD von Grund auf',
          description:
            'Zwei Abende über Skizzieren, Extrudieren und Modelle, die änderbar bleiben. Am ersten zeichnen Sie einen Winkel mit Maßen, die sich am Ende noch ändern lassen; am zweiten passen Sie ihn mit dem Messschieber an ein echtes Teil an. Bringen Sie Laptop und Maus mit, die Software ist kostenlos. Für alle, die schon drucken können.',
          tags: ['Kurs', 'CAD', 'Konstruktion', 'zwei Abende'],
          alt: 'Dunkelblaue Ticketplatte mit erhabenem Würfel und einer Maßlinie',
        },
        fr: {
          name: 'Stage, la CAO depuis zéro',
          description:
            'Deux soirées pour esquisser, extruder et garder un modèle modifiable. La première, vous dessinez une équerre dont les cotes restent réglables jusqu’au bout. La seconde, vous l’ajustez à une vraie pièce, pied à coulisse en main. Apportez un ordinateur et une souris, le logiciel est gratuit. Pour qui sait déjà imprimer.',
          tags: ['stage', 'CAO', 'conception', 'deux soirées'],
          alt: 'Billet bleu foncé en relief avec un cube et une ligne de cote',
        },
      },
      variants: [{ names: ['One seat', 'Ein Platz', 'Une place'], cents: 7900, units: 12 }],
    },
    {
      slug: 'workshop-resin',
      addedOn: '2026-09-17',
      texts: {
        en: {
          name: 'Workshop: Resin Without Fear',
          description:
            'Supports, washing, curing, and what goes into which bin. You set up a print, take it off the plate, clean it and see what a minute too much under the lamp does. Gloves, goggles and aprons are provided, and the room is aired. Three hours; from sixteen years. You take your figure home cured.',
          tags: ['course', 'resin', 'safety', 'evening'],
          alt: 'Blue ticket plate with a raised amber drop of resin',
        },
        de: {
          name: 'Kurs: Resin ohne Angst',
          description:
            'Stützen, Waschen, Härten und was in welche Tonne gehört. Sie bereiten einen Druck vor, nehmen ihn von der Platte, reinigen ihn und sehen, was eine Minute zu viel unter der Lampe bewirkt. Handschuhe, Brillen und Schürzen gibt es hier, der Raum ist belüftet. Drei Stunden, ab sechzehn Jahren. Ihre Figur nehmen Sie gehärtet mit.',
          tags: ['Kurs', 'Resin', 'Sicherheit', 'Abend'],
          alt: 'Blaue Ticketplatte mit einem erhabenen bernsteinfarbenen Resintropfen',
        },
        fr: {
          name: 'Stage, la résine sans crainte',
          description:
            'Les supports, le lavage, le durcissement, et ce qui va dans quelle poubelle. Vous préparez une impression, la décollez, la nettoyez et voyez ce que fait une minute de trop sous la lampe. Gants, lunettes et tabliers sont fournis, la salle est aérée. Trois heures, dès seize ans. Vous repartez avec votre figurine durcie.',
          tags: ['stage', 'résine', 'sécurité', 'soirée'],
          alt: 'Billet bleu en relief avec une goutte de résine ambrée',
        },
      },
      variants: [{ names: ['One seat', 'Ein Platz', 'Une place'], cents: 4900, units: 3 }],
    },
    {
      slug: 'workshop-painting',
      addedOn: '2026-09-22',
      texts: {
        en: {
          name: 'Workshop: Painting Miniatures',
          description:
            'Base, wash, highlight: one figure in three hours. We begin with thin layers, go on to shadows and edges, and end with the eyes for those who dare. Paints, brushes, lamps and a primed 32 mm figure are on the table; magnifiers are there if you want one. The figure is yours afterwards.',
          tags: ['course', 'painting', 'miniatures', 'tabletop'],
          alt: 'Green ticket plate with a raised palette, four dabs of paint and a brush',
        },
        de: {
          name: 'Kurs: Miniaturen bemalen',
          description:
            'Grundfarbe, Lasur, Akzente: eine Figur in drei Stunden. Wir beginnen mit dünnen Schichten, gehen weiter zu Schatten und Kanten und enden mit den Augen, für alle, die sich trauen. Farben, Pinsel, Lampen und eine grundierte Figur von 32 mm stehen bereit, Lupen auch. Die Figur gehört danach Ihnen.',
          tags: ['Kurs', 'Bemalen', 'Miniaturen', 'Tabletop'],
          alt: 'Grüne Ticketplatte mit erhabener Palette, vier Farbtupfen und einem Pinsel',
        },
        fr: {
          name: 'Stage, peindre des figurines',
          description:
            'Base, lavis, éclaircis, une figurine en trois heures. On commence par des couches fines, on passe aux ombres et aux arêtes, et on finit par les yeux pour qui ose. Peintures, pinceaux, lampes et une figurine apprêtée de 32 mm vous attendent, ainsi que des loupes. La figurine est ensuite à vous.',
          tags: ['stage', 'peinture', 'figurines', 'jeu de plateau'],
          alt: 'Billet vert en relief avec une palette, quatre touches de couleur et un pinceau',
        },
      },
      variants: [{ names: ['One seat', 'Ein Platz', 'Une place'], cents: 3500, units: 16 }],
    },
    {
      slug: 'workshop-family',
      addedOn: '2026-10-01',
      texts: {
        en: {
          name: 'Workshop: Family Saturday',
          description:
            'Children from eight years design a key ring with shapes on a tablet, and the printers do the rest during lunch. In the afternoon the supports come off and the ring goes on. Adults help or design one of their own. Tablets, filament and lunch are included. Please book one adult for up to three children.',
          tags: ['course', 'family', 'children', 'weekend'],
          alt: 'Yellow ticket plate with a raised rocket hanging from a key ring',
        },
        de: {
          name: 'Kurs: Familiensamstag',
          description:
            'Kinder ab acht Jahren entwerfen aus Formen am Tablet einen Schlüsselanhänger, und die Drucker erledigen den Rest während des Mittagessens. Am Nachmittag kommen die Stützen ab und der Ring dran. Erwachsene helfen oder entwerfen einen eigenen. Tablets, Filament und Mittagessen sind dabei. Bitte einen Erwachsenen für bis zu drei Kinder buchen.',
          tags: ['Kurs', 'Familie', 'Kinder', 'Wochenende'],
          alt: 'Gelbe Ticketplatte mit einer erhabenen Rakete an einem Schlüsselring',
        },
        fr: {
          name: 'Stage, samedi en famille',
          description:
            'Les enfants dès huit ans dessinent un porte-clés avec des formes sur une tablette, et les imprimantes font le reste pendant le déjeuner. L’après-midi, on retire les supports et on pose l’anneau. Les adultes aident ou dessinent le leur. Tablettes, filament et déjeuner compris. Réservez un adulte pour trois enfants au plus.',
          tags: ['stage', 'famille', 'enfants', 'week-end'],
          alt: 'Billet jaune en relief avec une fusée accrochée à un anneau de porte-clés',
        },
      },
      variants: [
        {
          suffix: 'ADULT',
          names: ['Adult', 'Erwachsene', 'Adulte'],
          cents: 1900,
          units: 30,
          options: { guest: 'adult' },
        },
        { suffix: 'CHILD', names: ['Child', 'Kind', 'Enfant'], cents: 1200, units: 40, options: { guest: 'child' } },
      ],
    },
  ]),
  ...shelf(tickets('exhibitions'), [
    {
      slug: 'exhibition-layers',
      addedOn: '2026-06-02',
      texts: {
        en: {
          name: 'Exhibition: Layers',
          description:
            'Objects that could not have been made any other way, from jewellery finer than a hair to a footbridge. Every piece is shown with the file it came from and the part that failed before it. Many may be touched. One ticket is valid for one day of your choice; the code on it is scanned at the door.',
          tags: ['exhibition', 'design', 'objects', 'museum'],
          alt: 'Dark ticket plate with eight raised wavy layers from green to coral',
        },
        de: {
          name: 'Ausstellung: Schichten',
          description:
            'Dinge, die sich anders nicht hätten machen lassen, vom Schmuckstück, feiner als ein Haar, bis zur Fußgängerbrücke. Jedes Stück steht neben der Datei, aus der es kam, und dem Teil, das vorher misslang. Vieles darf man anfassen. Ein Ticket gilt an einem Tag Ihrer Wahl; der Code darauf wird am Eingang gescannt.',
          tags: ['Ausstellung', 'Design', 'Objekte', 'Museum'],
          alt: 'Dunkle Ticketplatte mit acht erhabenen welligen Schichten von Grün bis Koralle',
        },
        fr: {
          name: 'Exposition Couches',
          description:
            'Des objets qu’on n’aurait pas pu faire autrement, du bijou plus fin qu’un cheveu à la passerelle. Chaque pièce est montrée avec son fichier et avec l’essai raté qui l’a précédée. Beaucoup se touchent. Un billet vaut pour un jour de votre choix, et son code est scanné à l’entrée.',
          tags: ['exposition', 'design', 'objets', 'musée'],
          alt: 'Billet sombre en relief avec huit couches ondulées, du vert au corail',
        },
      },
      variants: [
        {
          suffix: 'FULL',
          names: ['Full price', 'Regulär', 'Plein tarif'],
          cents: 1400,
          units: 800,
          options: { guest: 'adult' },
        },
        {
          suffix: 'REDUCED',
          names: ['Reduced', 'Ermäßigt', 'Tarif réduit'],
          cents: 900,
          units: 500,
          options: { guest: 'reduced' },
        },
      ],
    },
    {
      slug: 'exhibition-prosthetics',
      addedOn: '2026-07-07',
      texts: {
        en: {
          name: 'Exhibition: A Hand for Everyone',
          description:
            'How open designs for prostheses went around the world, and who builds them. Thirty hands from the first cable-driven grip to today’s, with the sketches, the broken fingers and the letters in between. At a bench you can string a finger yourself. One ticket is valid for one day; the code on it is scanned at the door.',
          tags: ['exhibition', 'prosthetics', 'open design', 'hand'],
          alt: 'Light-blue ticket plate with a raised white hand and coral joints',
        },
        de: {
          name: 'Ausstellung: Eine Hand für alle',
          description:
            'Wie offene Baupläne für Prothesen um die Welt gingen und wer sie baut. Dreißig Hände vom ersten Griff mit Seilzug bis heute, mit den Skizzen, den gebrochenen Fingern und den Briefen dazwischen. An einer Werkbank können Sie selbst einen Finger bespannen. Ein Ticket gilt an einem Tag; der Code darauf wird am Eingang gescannt.',
          tags: ['Ausstellung', 'Prothesen', 'Open Design', 'Hand'],
          alt: 'Hellblaue Ticketplatte mit einer erhabenen weißen Hand und korallenroten Gelenken',
        },
        fr: {
          name: 'Exposition Une main pour tous',
          description:
            'Comment des plans libres de prothèses ont fait le tour du monde, et qui les construit. Trente mains, de la première prise à câble à celles d’aujourd’hui, avec les croquis, les doigts cassés et les lettres. À un établi, vous pouvez tendre un doigt vous-même. Un billet vaut pour un jour, et son code est scanné à l’entrée.',
          tags: ['exposition', 'prothèses', 'plans libres', 'main'],
          alt: 'Billet bleu clair en relief avec une main blanche aux articulations corail',
        },
      },
      variants: [
        {
          suffix: 'FULL',
          names: ['Full price', 'Regulär', 'Plein tarif'],
          cents: 1200,
          units: 400,
          options: { guest: 'adult' },
        },
        {
          suffix: 'REDUCED',
          names: ['Reduced', 'Ermäßigt', 'Tarif réduit'],
          cents: 800,
          units: 250,
          options: { guest: 'reduced' },
        },
      ],
    },
    {
      slug: 'exhibition-night',
      addedOn: '2026-10-05',
      texts: {
        en: {
          name: 'Long Night of Making',
          description:
            'The exhibition until midnight, with every machine running and somebody beside it who explains. Filament, resin, powder and clay print side by side; you may press the button once. Soup and drinks are sold in the yard. One ticket admits one guest from six in the evening. Children up to twelve come in free with an adult.',
          tags: ['exhibition', 'night', 'machines', 'live'],
          alt: 'Midnight-blue ticket plate with a raised yellow crescent, stars and roofs',
        },
        de: {
          name: 'Lange Nacht des Machens',
          description:
            'Die Ausstellung bis Mitternacht, alle Maschinen laufen, und an jeder steht jemand und erklärt. Filament, Resin, Pulver und Ton drucken nebeneinander; einmal dürfen Sie den Knopf drücken. Suppe und Getränke gibt es im Hof zu kaufen. Ein Ticket gilt für einen Gast ab 18 Uhr. Kinder bis zwölf kommen mit Erwachsenen frei hinein.',
          tags: ['Ausstellung', 'Nacht', 'Maschinen', 'live'],
          alt: 'Mitternachtsblaue Ticketplatte mit erhabener gelber Mondsichel, Sternen und Dächern',
        },
        fr: {
          name: 'La longue nuit des ateliers',
          description:
            'L’exposition jusqu’à minuit, toutes les machines en marche et quelqu’un à côté de chacune pour expliquer. Filament, résine, poudre et argile s’impriment côte à côte, et vous appuyez une fois sur le bouton. Soupe et boissons sont en vente dans la cour. Un billet admet une personne dès 18 heures. Gratuit jusqu’à douze ans avec un adulte.',
          tags: ['exposition', 'nuit', 'machines', 'en direct'],
          alt: 'Billet bleu nuit en relief avec un croissant jaune, des étoiles et des toits',
        },
      },
      variants: [{ names: ['One guest', 'Ein Gast', 'Une personne'], cents: 1800, units: 0 }],
    },
  ]),
  ...shelf(tickets('fairs'), [
    {
      slug: 'maker-fair',
      addedOn: '2026-08-18',
      texts: {
        en: {
          name: 'Maker Fair',
          description:
            'Two days, eighty tables, a repair corner and a race of printed cars down a ramp of ten metres. See machines at work, compare filaments by hand and buy straight from those who make them. The weekend ticket is valid on both days and lets you in half an hour early. Wheelchairs reach every table.',
          tags: ['fair', 'weekend', 'makers', 'market'],
          alt: 'Pale ticket plate with a raised market stall under a striped coral and white awning',
        },
        de: {
          name: 'Maker-Messe',
          description:
            'Zwei Tage, achtzig Tische, eine Reparaturecke und ein Rennen gedruckter Autos über eine Rampe von zehn Metern. Sehen Sie Maschinen bei der Arbeit, vergleichen Sie Filamente mit der Hand und kaufen Sie direkt bei denen, die sie herstellen. Das Wochenendticket gilt an beiden Tagen und öffnet die Tür eine halbe Stunde früher. Alle Tische sind mit dem Rollstuhl erreichbar.',
          tags: ['Messe', 'Wochenende', 'Maker', 'Markt'],
          alt: 'Helle Ticketplatte mit einem erhabenen Marktstand unter korallenrot-weiß gestreifter Markise',
        },
        fr: {
          name: 'Salon des makers',
          description:
            'Deux jours, quatre-vingts tables, un coin réparation et une course de voitures imprimées sur une rampe de dix mètres. Voyez les machines à l’œuvre, comparez les filaments à la main et achetez directement à ceux qui les fabriquent. Le billet week-end vaut les deux jours et ouvre une demi-heure plus tôt. Toutes les tables sont accessibles en fauteuil.',
          tags: ['salon', 'week-end', 'makers', 'marché'],
          alt: 'Billet clair en relief avec un stand de marché sous un auvent rayé corail et blanc',
        },
      },
      variants: [
        {
          suffix: 'DAY',
          names: ['Day ticket', 'Tagesticket', 'Billet un jour'],
          cents: 1500,
          units: 2_000,
          options: { days: '1' },
        },
        {
          suffix: 'WEEKEND',
          names: ['Weekend', 'Wochenende', 'Week-end'],
          cents: 2400,
          units: 1_200,
          options: { days: '2' },
        },
      ],
    },
    {
      slug: 'swap-meet',
      addedOn: '2026-10-15',
      texts: {
        en: {
          name: 'Filament Swap Meet',
          description:
            'Bring the colours you do not need and take those that somebody else does not. Opened spools count by weight: we have scales, a dryer and labels for material and date. Leftovers under fifty grams go into the bin for mixed prints. The ticket includes one coffee or tea, and a place at the swap table.',
          tags: ['meet-up', 'filament', 'swap', 'spools'],
          alt: 'Plum ticket plate with two raised spools and two arrows between them',
        },
        de: {
          name: 'Filament-Tauschtreffen',
          description:
            'Bringen Sie die Farben mit, die Sie nicht brauchen, und nehmen Sie die, die jemand anderes nicht braucht. Angebrochene Spulen zählen nach Gewicht: Waage, Trockner und Etiketten für Material und Datum sind da. Reste unter fünfzig Gramm kommen in die Kiste für bunte Drucke. Im Ticket sind ein Kaffee oder Tee und ein Platz am Tauschtisch enthalten.',
          tags: ['Treffen', 'Filament', 'Tausch', 'Spulen'],
          alt: 'Pflaumenfarbene Ticketplatte mit zwei erhabenen Spulen und zwei Pfeilen dazwischen',
        },
        fr: {
          name: 'Bourse d’échange de filament',
          description:
            'Apportez les couleurs dont vous n’avez pas besoin et prenez celles dont un autre se passe. Les bobines entamées comptent au poids, nous avons une balance, un sécheur et des étiquettes pour la matière et la date. Les restes de moins de cinquante grammes vont au bac des impressions mélangées. Le billet comprend un café ou un thé.',
          tags: ['rencontre', 'filament', 'échange', 'bobines'],
          alt: 'Billet prune en relief avec deux bobines et deux flèches entre elles',
        },
      },
      variants: [{ names: ['One guest', 'Ein Gast', 'Une personne'], cents: 500, units: 150 }],
    },
    {
      slug: 'repair-cafe',
      addedOn: '2026-10-22',
      texts: {
        en: {
          name: 'Repair Café with Printers',
          description:
            'Bring the thing with the broken plastic part. We measure, draw and print the part together while you have coffee and cake, and you fit it before you leave or fetch it the next day. One thing per guest, and small enough to carry. Material up to fifty grams is included. Nothing with an open mains lead, please.',
          tags: ['meet-up', 'repair', 'spare parts', 'café'],
          alt: 'Teal ticket plate with a raised cracked cup, steam and a yellow spanner',
        },
        de: {
          name: 'Repair-Café mit Druckern',
          description:
            'Bringen Sie das Ding mit dem gebrochenen Kunststoffteil. Wir messen, zeichnen und drucken es zusammen, während Sie Kaffee und Kuchen haben; eingebaut wird es gleich, oder Sie holen es am nächsten Tag. Ein Ding pro Gast, und so klein, dass Sie es tragen können. Material bis fünfzig Gramm ist dabei. Bitte nichts mit offener Netzleitung.',
          tags: ['Treffen', 'Reparatur', 'Ersatzteile', 'Café'],
          alt: 'Türkise Ticketplatte mit erhabener gesprungener Tasse, Dampf und gelbem Schraubenschlüssel',
        },
        fr: {
          name: 'Repair café avec imprimantes',
          description:
            'Apportez l’objet dont la pièce en plastique a cassé. Nous la mesurons, la dessinons et l’imprimons ensemble pendant le café et le gâteau. Vous la montez avant de partir ou la reprenez le lendemain. Un objet par personne, assez petit pour être porté. Jusqu’à cinquante grammes de matière compris. Rien avec un câble secteur à nu, s’il vous plaît.',
          tags: ['rencontre', 'réparation', 'pièces détachées', 'café'],
          alt: 'Billet bleu-vert en relief avec une tasse fêlée, de la vapeur et une clé jaune',
        },
      },
      variants: [{ names: ['One guest', 'Ein Gast', 'Une personne'], cents: 700, units: 20 }],
    },
  ]),
  ...shelf(tickets('talks'), [
    {
      slug: 'talk-architecture',
      addedOn: '2026-11-02',
      texts: {
        en: {
          name: 'Talk: Houses from a Nozzle',
          description:
            'What printed concrete can do by now, what it costs, and what the building inspector says. With samples of walls to knock on, a film of a storey growing, and the sums of one house laid open. Sixty minutes and as much again for questions. In German, with English slides. Doors open half an hour before.',
          tags: ['talk', 'architecture', 'concrete', 'building'],
          alt: 'Sand-coloured ticket plate with a raised nozzle laying the walls of a house in layers',
        },
        de: {
          name: 'Vortrag: Häuser aus der Düse',
          description:
            'Was gedruckter Beton inzwischen kann, was er kostet und was das Bauamt dazu sagt. Mit Wandproben zum Anklopfen, einem Film von einem wachsenden Geschoss und der offenen Rechnung eines Hauses. Sechzig Minuten und noch einmal so viel Zeit für Fragen. Auf Deutsch, mit englischen Folien. Einlass ist eine halbe Stunde vorher.',
          tags: ['Vortrag', 'Architektur', 'Beton', 'Bauen'],
          alt: 'Sandfarbene Ticketplatte mit erhabener Düse, die Hauswände in Schichten legt',
        },
        fr: {
          name: 'Conférence, des maisons à la buse',
          description:
            'Ce que le béton imprimé sait faire aujourd’hui, ce qu’il coûte et ce qu’en disent les services d’urbanisme. Avec des échantillons de murs à toucher, le film d’un étage qui monte et les comptes d’une maison à livre ouvert. Soixante minutes, et autant pour les questions. En allemand, diapositives en anglais. Portes une demi-heure avant.',
          tags: ['conférence', 'architecture', 'béton', 'construction'],
          alt: 'Billet couleur sable en relief avec une buse qui dépose les murs d’une maison en couches',
        },
      },
      variants: [{ names: ['One seat', 'Ein Platz', 'Une place'], cents: 1200, units: 180 }],
    },
    {
      slug: 'talk-materials',
      addedOn: '2026-11-09',
      texts: {
        en: {
          name: 'Talk: Materials after Plastic',
          description:
            'Printing with clay, cellulose and mushroom: results, failures, and samples to touch and smell. What holds water, what rots on purpose, and what a hobby printer can already do with a different nozzle. Sixty minutes and questions, in English. Afterwards the samples stay on the table, and the printers run.',
          tags: ['talk', 'materials', 'clay', 'compostable'],
          alt: 'Brown ticket plate with two raised red mushrooms and blades of grass',
        },
        de: {
          name: 'Vortrag: Materialien nach dem Plastik',
          description:
            'Drucken mit Ton, Zellulose und Pilz: Ergebnisse, Fehlschläge und Proben zum Anfassen und Riechen. Was Wasser hält, was mit Absicht verrottet und was ein Hobbydrucker mit einer anderen Düse schon kann. Sechzig Minuten und Fragen, auf Englisch. Danach bleiben die Proben auf dem Tisch, und die Drucker laufen.',
          tags: ['Vortrag', 'Materialien', 'Ton', 'kompostierbar'],
          alt: 'Braune Ticketplatte mit zwei erhabenen roten Pilzen und Grashalmen',
        },
        fr: {
          name: 'Conférence, des matières après le plastique',
          description:
            'Imprimer avec de l’argile, de la cellulose et du champignon, avec les résultats, les échecs et des échantillons à toucher et à sentir. Ce qui retient l’eau, ce qui pourrit exprès, et ce qu’une imprimante d’amateur sait déjà faire avec une autre buse. Soixante minutes et des questions, en anglais. Ensuite les imprimantes tournent.',
          tags: ['conférence', 'matières', 'argile', 'compostable'],
          alt: 'Billet brun en relief avec deux champignons rouges et des brins d’herbe',
        },
      },
      variants: [{ names: ['One seat', 'Ein Platz', 'Une place'], cents: 1200, units: 4 }],
    },
    {
      slug: 'talk-law',
      addedOn: '2026-11-16',
      texts: {
        en: {
          name: 'Talk: May I Print That?',
          description:
            'Spare parts, trademarks and licences, explained with cases instead of paragraphs. May I copy the knob of my own cooker, sell a figure from somebody else’s file, put a logo on a cup? Sixty minutes and questions, in German. General knowledge, not legal advice; bring your example and we sort it together.',
          tags: ['talk', 'law', 'licences', 'spare parts'],
          alt: 'Dark red ticket plate with raised brass scales weighing a gear against a sheet of paper',
        },
        de: {
          name: 'Vortrag: Darf ich das drucken?',
          description:
            'Ersatzteile, Marken und Lizenzen, an Fällen erklärt statt an Paragrafen. Darf ich den Knopf meines eigenen Herds nachbauen, eine Figur aus einer fremden Datei verkaufen, ein Logo auf eine Tasse setzen? Sechzig Minuten und Fragen, auf Deutsch. Allgemeines Wissen, keine Rechtsberatung; bringen Sie Ihr Beispiel mit, wir ordnen es gemeinsam ein.',
          tags: ['Vortrag', 'Recht', 'Lizenzen', 'Ersatzteile'],
          alt: 'Dunkelrote Ticketplatte mit erhabener Messingwaage, auf der ein Zahnrad gegen ein Blatt Papier steht',
        },
        fr: {
          name: 'Conférence, ai-je le droit d’imprimer cela ?',
          description:
            'Pièces détachées, marques et licences, expliquées par des cas plutôt que par des articles de loi. Ai-je le droit de copier le bouton de ma cuisinière, de vendre une figurine tirée du fichier d’un autre, de mettre un logo sur une tasse ? Soixante minutes et des questions, en allemand. Des repères, pas un conseil juridique.',
          tags: ['conférence', 'droit', 'licences', 'pièces détachées'],
          alt: 'Billet rouge foncé en relief avec une balance en laiton pesant un engrenage et une feuille',
        },
      },
      variants: [{ names: ['One seat', 'Ein Platz', 'Une place'], cents: 1000, units: 90 }],
    },
  ]),
];
