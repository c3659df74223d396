import { shelf } from './product-lines.ts';

const workshop = (category: string) => ({ department: 'workshop', kind: 'stock', category }) as const;

export const workshopProducts = [
  ...shelf(workshop('filament'), [
    {
      slug: 'pla-basic',
      addedOn: '2026-01-08',
      texts: {
        en: {
          name: 'PLA Basic, 1 kg',
          description:
            'The everyday filament. 1.75 mm thick, wound evenly so that it does not knot, dried before it is sealed. Prints from 200 °C on a bed at 55 °C and forgives a draught. In the box: one kilogram on a 200 mm spool with a 54 mm bore, in a bag with a sachet of desiccant that you can dry and use again.',
          tags: ['PLA', '1.75 mm', 'spool', 'beginner', '1 kg'],
          alt: 'Spool of coral filament with dark flanges',
        },
        de: {
          name: 'PLA Basic, 1 kg',
          description:
            'Das Filament für jeden Tag. 1,75 mm stark, gleichmäßig gewickelt, damit es nicht verknotet, und vor dem Verpacken getrocknet. Druckt ab 200 °C auf einem Bett mit 55 °C und verzeiht Zugluft. Im Karton: ein Kilogramm auf einer 200-mm-Spule mit 54-mm-Bohrung, im Beutel mit Trockenmittel, das sich wieder trocknen lässt.',
          tags: ['PLA', '1,75 mm', 'Spule', 'Einstieg', '1 kg'],
          alt: 'Spule mit korallenrotem Filament und dunklen Flanschen',
        },
        fr: {
          name: 'PLA Basic, 1 kg',
          description:
            'Le filament de tous les jours. D’un diamètre de 1,75 mm, enroulé régulièrement pour éviter les nœuds et séché avant l’emballage. Il s’imprime dès 200 °C sur un plateau à 55 °C et supporte un courant d’air. Dans la boîte, un kilogramme sur une bobine de 200 mm percée à 54 mm, avec un sachet déshydratant réutilisable.',
          tags: ['PLA', '1,75 mm', 'bobine', 'débutant', '1 kg'],
          alt: 'Bobine de filament corail aux flasques sombres',
        },
      },
      variants: [
        {
          suffix: 'WHITE',
          names: ['White', 'Weiß', 'Blanc'],
          cents: 1990,
          units: 640,
          options: { colour: 'white' },
          mm: [200, 70, 200],
        },
        {
          suffix: 'BLACK',
          names: ['Black', 'Schwarz', 'Noir'],
          cents: 1990,
          units: 580,
          options: { colour: 'black' },
          mm: [200, 70, 200],
        },
        {
          suffix: 'GREY',
          names: ['Grey', 'Grau', 'Gris'],
          cents: 1990,
          units: 320,
          options: { colour: 'grey' },
          mm: [200, 70, 200],
        },
        {
          suffix: 'CORAL',
          names: ['Coral', 'Koralle', 'Corail'],
          cents: 2090,
          units: 4,
          options: { colour: 'coral' },
          mm: [200, 70, 200],
        },
      ],
    },
    {
      slug: 'petg-tough',
      addedOn: '2026-01-08',
      texts: {
        en: {
          name: 'PETG Tough, 1 kg',
          description:
            'For parts that are dropped, bent and left in the car. Layers hold together better than in PLA, and the surface comes out glossy. 1.75 mm, prints from 235 °C on a bed at 80 °C; a little glue stick protects smooth plates. One kilogram on a 200 mm spool with a 54 mm bore, sealed with desiccant.',
          tags: ['PETG', '1.75 mm', 'spool', 'tough', '1 kg'],
          alt: 'Spool of glossy light-blue filament with a printed carabiner beside it',
        },
        de: {
          name: 'PETG Tough, 1 kg',
          description:
            'Für Teile, die herunterfallen, gebogen werden und im Auto liegen bleiben. Die Schichten halten besser zusammen als bei PLA, die Oberfläche wird glänzend. 1,75 mm, druckt ab 235 °C auf einem Bett mit 80 °C; etwas Klebestift schützt glatte Platten. Ein Kilogramm auf einer 200-mm-Spule mit 54-mm-Bohrung, mit Trockenmittel verschweißt.',
          tags: ['PETG', '1,75 mm', 'Spule', 'zäh', '1 kg'],
          alt: 'Spule mit glänzendem hellblauem Filament, daneben ein gedruckter Karabiner',
        },
        fr: {
          name: 'PETG Tough, 1 kg',
          description:
            'Pour les pièces qui tombent, se plient et restent dans la voiture. Les couches tiennent mieux entre elles qu’en PLA et la surface sort brillante. 1,75 mm, dès 235 °C sur un plateau à 80 °C, avec un peu de colle en bâton sur les plateaux lisses. Un kilogramme sur une bobine de 200 mm percée à 54 mm, scellé avec déshydratant.',
          tags: ['PETG', '1,75 mm', 'bobine', 'résistant', '1 kg'],
          alt: 'Bobine de filament bleu clair brillant avec un mousqueton imprimé à côté',
        },
      },
      variants: [
        {
          suffix: 'CLEAR',
          names: ['Clear', 'Klar', 'Transparent'],
          cents: 2490,
          units: 180,
          options: { colour: 'clear' },
          mm: [200, 70, 200],
        },
        {
          suffix: 'BLACK',
          names: ['Black', 'Schwarz', 'Noir'],
          cents: 2490,
          units: 220,
          options: { colour: 'black' },
          mm: [200, 70, 200],
        },
      ],
    },
    {
      slug: 'tpu-flex',
      addedOn: '2026-02-25',
      texts: {
        en: {
          name: 'TPU Flex 95A, 500 g',
          description:
            'Rubber on a spool, with a hardness of 95 Shore A. Makes seals, feet, bellows and phone cases that spring back when you let go. 1.75 mm, prints from 220 °C; print slowly and with the motor close to the nozzle, because soft filament cannot be pushed through a long tube. 500 g on a 164 mm spool, dried and sealed.',
          tags: ['TPU', '1.75 mm', 'flexible', 'rubber', '500 g'],
          alt: 'Small spool of off-white filament with a bent printed bellows in front',
        },
        de: {
          name: 'TPU Flex 95A, 500 g',
          description:
            'Gummi auf der Spule, mit einer Härte von 95 Shore A. Daraus werden Dichtungen, Füße, Faltenbälge und Handyhüllen, die beim Loslassen zurückfedern. 1,75 mm, druckt ab 220 °C; langsam drucken und mit dem Motor nah an der Düse, denn weiches Filament lässt sich nicht durch einen langen Schlauch schieben. 500 g auf einer 164-mm-Spule, getrocknet und verschweißt.',
          tags: ['TPU', '1,75 mm', 'flexibel', 'Gummi', '500 g'],
          alt: 'Kleine Spule mit cremeweißem Filament, davor ein gebogener gedruckter Faltenbalg',
        },
        fr: {
          name: 'TPU Flex 95A, 500 g',
          description:
            'Du caoutchouc en bobine, d’une dureté de 95 Shore A. On en fait des joints, des pieds, des soufflets et des coques de téléphone qui reprennent leur forme. 1,75 mm, dès 220 °C. Imprimez lentement et avec le moteur près de la buse, car un filament souple ne se pousse pas dans un long tube. 500 g sur une bobine de 164 mm.',
          tags: ['TPU', '1,75 mm', 'souple', 'caoutchouc', '500 g'],
          alt: 'Petite bobine de filament blanc cassé avec un soufflet imprimé et courbé devant',
        },
      },
      variants: [{ names: ['Natural', 'Natur', 'Naturel'], cents: 2690, units: 45, mm: [164, 50, 164] }],
    },
    {
      slug: 'asa-outdoor',
      addedOn: '2026-04-15',
      texts: {
        en: {
          name: 'ASA Outdoor, 1 kg',
          description:
            'Keeps its shape and colour in sun and rain: for letter boxes, garden parts and birdhouses. 1.75 mm, prints from 245 °C on a bed at 100 °C. It wants a closed, warm chamber, so that corners stay down, and an open window, because it smells while printing. One kilogram on a 200 mm spool, sealed with desiccant.',
          tags: ['ASA', '1.75 mm', 'outdoor', 'UV', '1 kg'],
          alt: 'Spool of anthracite filament with ivory flanges beside a small printed birdhouse',
        },
        de: {
          name: 'ASA Outdoor, 1 kg',
          description:
            'Behält Form und Farbe in Sonne und Regen: für Briefkästen, Gartenteile und Vogelhäuser. 1,75 mm, druckt ab 245 °C auf einem Bett mit 100 °C. Es braucht eine geschlossene, warme Kammer, damit die Ecken liegen bleiben, und ein offenes Fenster, denn es riecht beim Drucken. Ein Kilogramm auf einer 200-mm-Spule, mit Trockenmittel verschweißt.',
          tags: ['ASA', '1,75 mm', 'draußen', 'UV', '1 kg'],
          alt: 'Spule mit anthrazitfarbenem Filament und elfenbeinfarbenen Flanschen neben einem kleinen gedruckten Vogelhaus',
        },
        fr: {
          name: 'ASA Outdoor, 1 kg',
          description:
            'Il garde sa forme et sa couleur au soleil et sous la pluie, pour les boîtes aux lettres, les pièces de jardin et les nichoirs. 1,75 mm, dès 245 °C sur un plateau à 100 °C. Il demande une enceinte fermée et chaude pour que les coins restent à plat, et une fenêtre ouverte à cause de l’odeur. Un kilogramme sur une bobine de 200 mm.',
          tags: ['ASA', '1,75 mm', 'extérieur', 'UV', '1 kg'],
          alt: 'Bobine de filament anthracite à flasques ivoire à côté d’un petit nichoir imprimé',
        },
      },
      variants: [
        {
          suffix: 'ANTHRACITE',
          names: ['Anthracite', 'Anthrazit', 'Anthracite'],
          cents: 3190,
          units: 28,
          options: { colour: 'anthracite' },
          mm: [200, 70, 200],
        },
        {
          suffix: 'CREAM',
          names: ['Cream', 'Creme', 'Crème'],
          cents: 3190,
          units: 0,
          options: { colour: 'cream' },
          mm: [200, 70, 200],
        },
      ],
    },
    {
      slug: 'wood-fill',
      addedOn: '2026-06-10',
      texts: {
        en: {
          name: 'Wood Fill, 750 g',
          description:
            'A third of it is fine birch dust. It smells of a joinery while it prints, and it can be sanded, drilled, stained and oiled like wood. Changing the temperature between 190 and 220 °C gives a grain of light and dark layers. Use a nozzle of at least half a millimetre. 750 g of 1.75 mm on a 184 mm spool.',
          tags: ['PLA', 'wood', '1.75 mm', 'birch', '750 g'],
          alt: 'Wooden-brown filament spool with a printed bowl that shows a wood grain',
        },
        de: {
          name: 'Holzfilament, 750 g',
          description:
            'Ein Drittel davon ist feiner Birkenstaub. Es riecht beim Drucken nach Schreinerei und lässt sich schleifen, bohren, beizen und ölen wie Holz. Wer die Temperatur zwischen 190 und 220 °C ändert, bekommt eine Maserung aus hellen und dunklen Schichten. Nehmen Sie eine Düse ab einem halben Millimeter. 750 g in 1,75 mm auf einer 184-mm-Spule.',
          tags: ['PLA', 'Holz', '1,75 mm', 'Birke', '750 g'],
          alt: 'Holzbraune Filamentspule mit einer gedruckten Schale, die eine Holzmaserung zeigt',
        },
        fr: {
          name: 'Filament bois, 750 g',
          description:
            'Un tiers de ce filament est de la fine poudre de bouleau. Il sent la menuiserie à l’impression, puis se ponce, se perce, se teinte et s’huile comme du bois. En variant la température entre 190 et 220 °C, on obtient un veinage clair et foncé. Prenez une buse d’au moins un demi-millimètre. 750 g en 1,75 mm sur une bobine de 184 mm.',
          tags: ['PLA', 'bois', '1,75 mm', 'bouleau', '750 g'],
          alt: 'Bobine de filament brun bois avec un bol imprimé qui montre un veinage',
        },
      },
      variants: [{ names: ['Birch', 'Birke', 'Bouleau'], cents: 2990, units: 60, mm: [184, 58, 184] }],
    },
  ]),
  ...shelf(workshop('resin'), [
    {
      slug: 'resin-standard',
      addedOn: '2026-02-11',
      texts: {
        en: {
          name: 'Standard Resin, 1 l',
          description:
            'Sharp edges, flat surfaces and little smell for a resin. Cures at 405 nm, so it suits the usual printers with a display or a projector. One litre in an opaque bottle with a child-proof cap. Shake it before use, wear gloves and goggles, and take what is left over to the hazardous waste, never to the drain.',
          tags: ['resin', '405 nm', 'detail', 'miniatures', '1 l'],
          alt: 'Grey resin bottle with a coral label beside a printed chess rook',
        },
        de: {
          name: 'Standardresin, 1 l',
          description:
            'Scharfe Kanten, ebene Flächen und wenig Geruch für ein Resin. Härtet bei 405 nm aus und passt damit zu den üblichen Druckern mit Display oder Projektor. Ein Liter in lichtdichter Flasche mit kindersicherem Verschluss. Vor Gebrauch schütteln, Handschuhe und Brille tragen, Reste zum Sondermüll bringen und niemals in den Abfluss gießen.',
          tags: ['Resin', '405 nm', 'Details', 'Miniaturen', '1 l'],
          alt: 'Graue Resinflasche mit korallenrotem Etikett neben einem gedruckten Schachturm',
        },
        fr: {
          name: 'Résine standard, 1 l',
          description:
            'Des arêtes nettes, des surfaces planes et peu d’odeur pour une résine. Elle durcit à 405 nm et convient donc aux imprimantes courantes à écran ou à projecteur. Un litre dans un flacon opaque à bouchon de sécurité. Agitez avant l’emploi, portez gants et lunettes, et apportez les restes à la déchetterie, jamais à l’évier.',
          tags: ['résine', '405 nm', 'détail', 'figurines', '1 l'],
          alt: 'Flacon de résine gris à étiquette corail à côté d’une tour d’échecs imprimée',
        },
      },
      variants: [
        {
          suffix: 'GREY',
          names: ['Grey', 'Grau', 'Gris'],
          cents: 2990,
          units: 130,
          options: { colour: 'grey' },
          mm: [87, 87, 222],
        },
        {
          suffix: 'CLEAR',
          names: ['Clear', 'Klar', 'Transparent'],
          cents: 3190,
          units: 75,
          options: { colour: 'clear' },
          mm: [87, 87, 222],
        },
      ],
    },
    {
      slug: 'resin-tough',
      addedOn: '2026-05-13',
      texts: {
        en: {
          name: 'Tough Resin, 1 l',
          description:
            'Bends before it breaks: for clips, hinges and housings that are opened often. It can be drilled and tapped, where a standard resin would splinter. Cures at 405 nm and wants about half as much exposure again as the grey standard resin. One litre in an opaque bottle, blue-grey. Wear gloves and goggles.',
          tags: ['resin', '405 nm', 'tough', 'functional', '1 l'],
          alt: 'Blue-grey square resin bottle beside a printed hinge',
        },
        de: {
          name: 'Zähes Resin, 1 l',
          description:
            'Biegt sich, bevor es bricht: für Clips, Scharniere und Gehäuse, die oft geöffnet werden. Es lässt sich bohren und mit Gewinde versehen, wo Standardresin splittern würde. Härtet bei 405 nm aus und braucht etwa anderthalbmal so viel Belichtung wie das graue Standardresin. Ein Liter in lichtdichter Flasche, blaugrau. Handschuhe und Brille tragen.',
          tags: ['Resin', '405 nm', 'zäh', 'Funktionsteile', '1 l'],
          alt: 'Blaugraue eckige Resinflasche neben einem gedruckten Scharnier',
        },
        fr: {
          name: 'Résine résistante, 1 l',
          description:
            'Elle plie avant de casser, pour les clips, les charnières et les boîtiers qu’on ouvre souvent. Elle se perce et se taraude là où une résine standard éclaterait. Elle durcit à 405 nm et demande environ une fois et demie l’exposition de la résine grise standard. Un litre en flacon opaque, gris-bleu. Portez gants et lunettes.',
          tags: ['résine', '405 nm', 'résistante', 'pièces techniques', '1 l'],
          alt: 'Flacon de résine carré gris-bleu à côté d’une charnière imprimée',
        },
      },
      variants: [{ names: ['Blue-grey', 'Blaugrau', 'Gris-bleu'], cents: 4290, units: 3, mm: [92, 60, 209] }],
    },
    {
      slug: 'resin-wash',
      addedOn: '2026-07-02',
      texts: {
        en: {
          name: 'Wash Fluid, 5 l',
          description:
            'Takes uncured resin off without alcohol and without its vapours. Rinse the part for a few minutes, then once more with water, and let it dry before you cure it. When the fluid turns cloudy, leave the canister in the sun, filter out what has hardened and use it again. Five litres with a spout; wear gloves.',
          tags: ['resin', 'cleaning', 'alcohol-free', 'reusable', '5 l'],
          alt: 'White five-litre canister with a coral cap and a drop on its label',
        },
        de: {
          name: 'Waschflüssigkeit, 5 l',
          description:
            'Löst ungehärtetes Resin ohne Alkohol und ohne dessen Dämpfe. Das Teil einige Minuten spülen, dann noch einmal mit Wasser, und vor dem Aushärten trocknen lassen. Wird die Flüssigkeit trüb, stellen Sie den Kanister in die Sonne, filtern heraus, was fest geworden ist, und verwenden sie wieder. Fünf Liter mit Ausgießer; Handschuhe tragen.',
          tags: ['Resin', 'Reinigung', 'ohne Alkohol', 'wiederverwendbar', '5 l'],
          alt: 'Weißer Fünf-Liter-Kanister mit korallenrotem Deckel und einem Tropfen auf dem Etikett',
        },
        fr: {
          name: 'Liquide de lavage, 5 l',
          description:
            'Il enlève la résine non durcie sans alcool ni vapeurs d’alcool. Rincez la pièce quelques minutes, puis une fois à l’eau, et laissez-la sécher avant de la durcir. Quand le liquide se trouble, laissez le bidon au soleil, filtrez ce qui a durci et réutilisez-le. Cinq litres avec bec verseur. Portez des gants.',
          tags: ['résine', 'nettoyage', 'sans alcool', 'réutilisable', '5 l'],
          alt: 'Bidon blanc de cinq litres à bouchon corail avec une goutte sur l’étiquette',
        },
      },
      variants: [{ names: ['Canister', 'Kanister', 'Bidon'], cents: 3890, units: 40, mm: [190, 140, 290] }],
    },
  ]),
  ...shelf(workshop('tools'), [
    {
      slug: 'deburring-set',
      addedOn: '2026-03-11',
      texts: {
        en: {
          name: 'Deburring Set',
          description:
            'A handle and ten blades for edges and holes. The hooked blade swivels by itself and follows the edge; it cuts on the pull, which is the side that stays clean. For plastics, brass and aluminium. In the box: handle with a ribbed grip, ten blades of hardened steel and a printed tray that keeps them in order.',
          tags: ['tool', 'finishing', 'edges', 'blades'],
          alt: 'Coral deburring handle with a hooked blade, next to a dark tray of ten spare blades',
        },
        de: {
          name: 'Entgrater-Set',
          description:
            'Ein Griff und zehn Klingen für Kanten und Bohrungen. Die gebogene Klinge dreht sich von selbst mit und folgt der Kante; sie schneidet auf Zug, und diese Seite bleibt sauber. Für Kunststoffe, Messing und Aluminium. Im Karton: Griff mit geriffelter Fläche, zehn Klingen aus gehärtetem Stahl und eine gedruckte Schale, die sie ordnet.',
          tags: ['Werkzeug', 'Nacharbeit', 'Kanten', 'Klingen'],
          alt: 'Korallenroter Entgratergriff mit gebogener Klinge neben einer dunklen Schale mit zehn Ersatzklingen',
        },
        fr: {
          name: 'Kit d’ébavurage',
          description:
            'Un manche et dix lames pour les arêtes et les trous. La lame courbe pivote d’elle-même et suit l’arête. Elle coupe en tirant, et ce côté-là reste propre. Pour les plastiques, le laiton et l’aluminium. Dans la boîte, un manche strié, dix lames en acier trempé et un plateau imprimé qui les garde en ordre.',
          tags: ['outil', 'finition', 'arêtes', 'lames'],
          alt: 'Manche d’ébavurage corail à lame courbe, près d’un plateau sombre de dix lames de rechange',
        },
      },
      variants: [
        {
          names: ['Handle and ten blades', 'Griff und zehn Klingen', 'Manche et dix lames'],
          cents: 1490,
          units: 95,
          mm: [128, 66, 10],
        },
      ],
    },
    {
      slug: 'flush-cutter',
      addedOn: '2026-01-20',
      texts: {
        en: {
          name: 'Flush Cutter',
          description:
            'Cuts supports level with the surface, so that hardly anything is left to sand. The jaws are hardened and ground flat on one side; the spring is held at both ends and does not fall out. 16 cm long, with soft grips that fit large and small hands. For filament and plastic, not for steel wire.',
          tags: ['tool', 'supports', 'pliers', 'finishing'],
          alt: 'Open flush cutter with coral grips and a visible spring',
        },
        de: {
          name: 'Seitenschneider, bündig',
          description:
            'Schneidet Stützen auf Höhe der Oberfläche ab, sodass kaum etwas zu schleifen bleibt. Die Backen sind gehärtet und auf einer Seite plan geschliffen; die Feder ist an beiden Enden gehalten und fällt nicht heraus. 16 cm lang, mit weichen Griffen für große und kleine Hände. Für Filament und Kunststoff, nicht für Stahldraht.',
          tags: ['Werkzeug', 'Stützen', 'Zange', 'Nacharbeit'],
          alt: 'Geöffneter Seitenschneider mit korallenroten Griffen und sichtbarer Feder',
        },
        fr: {
          name: 'Pince coupante à ras',
          description:
            'Elle coupe les supports au ras de la surface, si bien qu’il ne reste presque rien à poncer. Les mâchoires sont trempées et rectifiées d’un côté. Le ressort est tenu aux deux bouts et ne tombe pas. Longue de 16 cm, avec des poignées souples pour les grandes et les petites mains. Pour filament et plastique, pas pour le fil d’acier.',
          tags: ['outil', 'supports', 'pince', 'finition'],
          alt: 'Pince coupante ouverte aux poignées corail avec son ressort visible',
        },
      },
      variants: [{ names: ['Standard', 'Standard', 'Standard'], cents: 1190, units: 160, mm: [84, 166, 14] }],
    },
    {
      slug: 'digital-caliper',
      addedOn: '2026-03-30',
      texts: {
        en: {
          name: 'Digital Caliper, 150 mm',
          description:
            'Measures outside, inside, depth and steps up to 150 mm and shows hundredths of a millimetre. Jaws and beam are steel, the slide runs without play and can be locked. It really turns off, so the battery lasts. In the box: caliper, a spare SR44 cell and a case. Switches between millimetres and inches.',
          tags: ['tool', 'measuring', 'caliper', 'steel', '150 mm'],
          alt: 'Digital caliper with three coral buttons holding a printed ring between its jaws',
        },
        de: {
          name: 'Digitaler Messschieber, 150 mm',
          description:
            'Misst außen, innen, Tiefe und Stufen bis 150 mm und zeigt Hundertstelmillimeter an. Backen und Schiene sind aus Stahl, der Schieber läuft ohne Spiel und lässt sich feststellen. Er schaltet wirklich ab, deshalb hält die Batterie. Im Karton: Messschieber, eine Ersatzzelle SR44 und ein Etui. Umschaltbar zwischen Millimeter und Zoll.',
          tags: ['Werkzeug', 'Messen', 'Schieblehre', 'Stahl', '150 mm'],
          alt: 'Digitaler Messschieber mit drei korallenroten Tasten, zwischen den Backen ein gedruckter Ring',
        },
        fr: {
          name: 'Pied à coulisse numérique, 150 mm',
          description:
            'Il mesure l’extérieur, l’intérieur, la profondeur et les épaulements jusqu’à 150 mm et affiche le centième de millimètre. Becs et règle sont en acier, le coulisseau glisse sans jeu et se bloque. Il s’éteint vraiment, donc la pile dure. Dans la boîte, le pied à coulisse, une pile SR44 de rechange et un étui. Millimètres ou pouces.',
          tags: ['outil', 'mesure', 'pied à coulisse', 'acier', '150 mm'],
          alt: 'Pied à coulisse numérique à trois boutons corail serrant un anneau imprimé',
        },
      },
      variants: [{ names: ['150 mm', '150 mm', '150 mm'], cents: 2990, units: 52, mm: [236, 83, 15] }],
    },
    {
      slug: 'filament-dryer',
      addedOn: '2026-08-25',
      texts: {
        en: {
          name: 'Filament Dryer',
          description:
            'Dries two spools at up to 70 °C while the printer draws from them. The display shows the humidity inside over the last hours, one knob sets temperature and time. Takes spools of up to 200 mm. The hood folds back for loading. In the box: dryer, two axles, two guide tubes and a power lead.',
          tags: ['tool', 'drying', 'humidity', 'spool', '70 °C'],
          alt: 'White open dryer box with two spools, a bar display and a dark knob',
        },
        de: {
          name: 'Filamenttrockner',
          description:
            'Trocknet zwei Spulen bei bis zu 70 °C, während der Drucker von ihnen zieht. Die Anzeige zeigt die Luftfeuchte im Inneren über die letzten Stunden, ein Knopf stellt Temperatur und Zeit ein. Für Spulen bis 200 mm. Die Haube klappt zum Einlegen nach hinten. Im Karton: Trockner, zwei Achsen, zwei Führungsschläuche und ein Netzkabel.',
          tags: ['Werkzeug', 'Trocknen', 'Luftfeuchte', 'Spule', '70 °C'],
          alt: 'Weißer offener Trockner mit zwei Spulen, Balkenanzeige und dunklem Drehknopf',
        },
        fr: {
          name: 'Sécheur de filament',
          description:
            'Il sèche deux bobines jusqu’à 70 °C pendant que l’imprimante les dévide. L’écran montre l’humidité à l’intérieur au fil des dernières heures, un bouton règle la température et la durée. Pour bobines jusqu’à 200 mm. Le capot se rabat pour charger. Dans la boîte, le sécheur, deux axes, deux tubes de guidage et un câble secteur.',
          tags: ['outil', 'séchage', 'humidité', 'bobine', '70 °C'],
          alt: 'Sécheur blanc ouvert avec deux bobines, un affichage à barres et un bouton sombre',
        },
      },
      variants: [{ names: ['Two spools', 'Zwei Spulen', 'Deux bobines'], cents: 7990, units: 7, mm: [250, 176, 240] }],
    },
    {
      slug: 'bed-scraper',
      addedOn: '2026-02-06',
      texts: {
        en: {
          name: 'Bed Scraper',
          description:
            'Lifts prints and leaves the plate alone. The blade is 84 mm wide, thin, rounded at the corners and ground on one side only, so it slides under a first layer instead of into the coating. Stainless steel with a turned handle that lies well in the hand. Push it flat, away from you.',
          tags: ['tool', 'print bed', 'scraper', 'steel'],
          alt: 'Steel scraper with a green handle beside a freshly lifted coral print',
        },
        de: {
          name: 'Druckbettspachtel',
          description:
            'Hebt Drucke ab und lässt die Platte in Ruhe. Die Klinge ist 84 mm breit, dünn, an den Ecken gerundet und nur auf einer Seite geschliffen; so gleitet sie unter die erste Schicht statt in die Beschichtung. Rostfreier Stahl mit gedrechseltem Griff, der gut in der Hand liegt. Flach führen und vom Körper weg schieben.',
          tags: ['Werkzeug', 'Druckbett', 'Spachtel', 'Stahl'],
          alt: 'Stahlspachtel mit grünem Griff neben einem frisch gelösten korallenroten Druck',
        },
        fr: {
          name: 'Spatule de plateau',
          description:
            'Elle décolle les pièces et épargne le plateau. La lame, large de 84 mm, est mince, arrondie aux coins et affûtée d’un seul côté, ce qui la fait glisser sous la première couche plutôt que dans le revêtement. Acier inoxydable et manche tourné, bien en main. Tenez-la à plat et poussez loin de vous.',
          tags: ['outil', 'plateau', 'spatule', 'acier'],
          alt: 'Spatule en acier à manche vert à côté d’une pièce corail tout juste décollée',
        },
      },
      variants: [{ names: ['Standard', 'Standard', 'Standard'], cents: 890, units: 0, mm: [84, 198, 24] }],
    },
  ]),
  ...shelf(workshop('spare-parts'), [
    {
      slug: 'brass-nozzles',
      addedOn: '2026-01-15',
      texts: {
        en: {
          name: 'Brass Nozzles, Set of Five',
          description:
            'Five nozzles of one bore, because the spare is always the one you need at night. Turned from brass with an M6 thread, 12.5 mm long, for 1.75 mm filament; they fit the common hot ends of that kind. Change them hot and with two spanners. In the box: five nozzles in a printed stand.',
          tags: ['nozzle', 'brass', 'M6', 'hot end', 'set'],
          alt: 'Five brass nozzles, three of them in a dark printed stand',
        },
        de: {
          name: 'Messingdüsen, Fünferset',
          description:
            'Fünf Düsen mit gleicher Bohrung, denn nachts fehlt immer genau die Ersatzdüse. Aus Messing gedreht, mit M6-Gewinde, 12,5 mm lang, für 1,75-mm-Filament; sie passen in die gängigen Hotends dieser Art. Heiß und mit zwei Schlüsseln wechseln. Im Karton: fünf Düsen in einem gedruckten Ständer.',
          tags: ['Düse', 'Messing', 'M6', 'Hotend', 'Set'],
          alt: 'Fünf Messingdüsen, drei davon in einem dunklen gedruckten Ständer',
        },
        fr: {
          name: 'Buses en laiton, lot de cinq',
          description:
            'Cinq buses du même diamètre, car c’est toujours celle de rechange qui manque le soir. Tournées dans le laiton, filetage M6, longues de 12,5 mm, pour filament de 1,75 mm, elles vont sur les têtes courantes de ce type. On les change à chaud et avec deux clés. Dans la boîte, cinq buses sur un support imprimé.',
          tags: ['buse', 'laiton', 'M6', 'tête', 'lot'],
          alt: 'Cinq buses en laiton, dont trois sur un support imprimé sombre',
        },
      },
      variants: [
        {
          suffix: '04',
          names: ['0.4 mm', '0,4 mm', '0,4 mm'],
          cents: 1290,
          units: 300,
          options: { diameter: '0.4-mm' },
          mm: [8, 8, 13],
        },
        {
          suffix: '06',
          names: ['0.6 mm', '0,6 mm', '0,6 mm'],
          cents: 1290,
          units: 140,
          options: { diameter: '0.6-mm' },
          mm: [8, 8, 13],
        },
      ],
    },
    {
      slug: 'spring-steel-plate',
      addedOn: '2026-04-29',
      texts: {
        en: {
          name: 'Spring Steel Build Plate',
          description:
            'Let it cool, bend it, and the print lets go. One side is powder-coated with texture and gives prints a matt base; the other is smooth for a shiny one. Spring steel, 0.5 mm, with two tabs to hold it by. In the box: plate and a self-adhesive magnet sheet of the same size. Wash it with dish soap.',
          tags: ['build plate', 'spring steel', 'PEI', 'magnetic'],
          alt: 'Bent golden build plate from which a coral print is coming off',
        },
        de: {
          name: 'Druckplatte aus Federstahl',
          description:
            'Abkühlen lassen, biegen, und der Druck springt ab. Eine Seite ist mit Struktur pulverbeschichtet und gibt dem Druck eine matte Unterseite, die andere ist glatt für eine glänzende. Federstahl, 0,5 mm, mit zwei Laschen zum Anfassen. Im Karton: Platte und eine selbstklebende Magnetfolie gleicher Größe. Mit Spülmittel reinigen.',
          tags: ['Druckplatte', 'Federstahl', 'PEI', 'magnetisch'],
          alt: 'Gebogene goldfarbene Druckplatte, von der sich ein korallenroter Druck löst',
        },
        fr: {
          name: 'Plateau en acier ressort',
          description:
            'Laissez-le refroidir, pliez-le et la pièce se détache. Une face est revêtue de poudre texturée et donne un dessous mat, l’autre est lisse pour un dessous brillant. Acier ressort de 0,5 mm, avec deux languettes pour le tenir. Dans la boîte, le plateau et une feuille magnétique adhésive de même taille. Lavez-le au liquide vaisselle.',
          tags: ['plateau', 'acier ressort', 'PEI', 'magnétique'],
          alt: 'Plateau doré plié d’où se détache une pièce corail',
        },
      },
      variants: [
        {
          suffix: '235',
          names: ['235 × 235 mm', '235 × 235 mm', '235 × 235 mm'],
          cents: 2790,
          units: 85,
          options: { size: '235-mm' },
          mm: [235, 245, 1],
        },
        {
          suffix: '256',
          names: ['256 × 256 mm', '256 × 256 mm', '256 × 256 mm'],
          cents: 2990,
          units: 62,
          options: { size: '256-mm' },
          mm: [256, 266, 1],
        },
      ],
    },
    {
      slug: 'ptfe-tube',
      addedOn: '2026-05-27',
      texts: {
        en: {
          name: 'PTFE Tube, 2 m',
          description:
            'Guides the filament from the motor to the nozzle with hardly any friction. Two millimetres inside, four outside, cut square at both ends. In the box: two metres of tube in a coil and two push-fit couplings of brass that hold it without a clip. Good up to 240 °C; above that, keep it away from the nozzle.',
          tags: ['tube', 'Bowden', 'PTFE', 'coupling', '2 m'],
          alt: 'Coil of white tube with coral ties and two brass couplings',
        },
        de: {
          name: 'PTFE-Schlauch, 2 m',
          description:
            'Führt das Filament fast ohne Reibung vom Motor zur Düse. Zwei Millimeter innen, vier außen, an beiden Enden gerade geschnitten. Im Karton: zwei Meter Schlauch als Ring und zwei Steckkupplungen aus Messing, die ihn ohne Clip halten. Geeignet bis 240 °C; darüber gehört er nicht an die Düse.',
          tags: ['Schlauch', 'Bowden', 'PTFE', 'Kupplung', '2 m'],
          alt: 'Ring aus weißem Schlauch mit korallenroten Bändern und zwei Messingkupplungen',
        },
        fr: {
          name: 'Tube PTFE, 2 m',
          description:
            'Il guide le filament du moteur à la buse presque sans frottement. Deux millimètres à l’intérieur, quatre à l’extérieur, coupé droit aux deux bouts. Dans la boîte, deux mètres de tube en couronne et deux raccords rapides en laiton qui le tiennent sans clip. Il convient jusqu’à 240 °C. Au-delà, éloignez-le de la buse.',
          tags: ['tube', 'Bowden', 'PTFE', 'raccord', '2 m'],
          alt: 'Couronne de tube blanc à liens corail et deux raccords en laiton',
        },
      },
      variants: [{ names: ['Two metres', 'Zwei Meter', 'Deux mètres'], cents: 990, units: 2, mm: [140, 140, 45] }],
    },
  ]),
  ...shelf({ ...workshop('books'), taxClass: 'reduced' }, [
    {
      slug: 'book-first-layers',
      addedOn: '2026-09-03',
      texts: {
        en: {
          name: 'First Layers: A Printing Primer',
          description:
            'From the unboxing to the first part that fits. Twelve short chapters on levelling, temperatures, supports and what to do when it strings. Every chapter ends with something useful to print: a hook, a box with a lid, a spare knob. Paperback, 240 pages, 15 by 21 cm, in English, with drawings on every spread.',
          tags: ['book', 'beginner', 'printing', 'paperback'],
          alt: 'Pale book whose cover shows a vase built up in coral layers',
        },
        de: {
          name: 'First Layers: Einführung in den 3D-Druck',
          description:
            'Vom Auspacken bis zum ersten Teil, das passt. Zwölf kurze Kapitel über Ausrichten, Temperaturen, Stützen und was zu tun ist, wenn es Fäden zieht. Jedes Kapitel endet mit etwas Nützlichem zum Drucken: einem Haken, einer Dose mit Deckel, einem Ersatzknopf. Taschenbuch, 240 Seiten, 15 mal 21 cm, auf Englisch, mit Zeichnungen auf jeder Doppelseite.',
          tags: ['Buch', 'Einstieg', '3D-Druck', 'Taschenbuch'],
          alt: 'Helles Buch, dessen Umschlag eine in korallenroten Schichten wachsende Vase zeigt',
        },
        fr: {
          name: 'First Layers, premiers pas en impression',
          description:
            'Du déballage à la première pièce qui s’ajuste. Douze chapitres courts sur le réglage du plateau, les températures, les supports et les fils qui traînent. Chaque chapitre finit par un objet utile à imprimer, un crochet, une boîte à couvercle, un bouton de rechange. Broché, 240 pages, 15 sur 21 cm, en anglais, avec des dessins à chaque double page.',
          tags: ['livre', 'débutant', 'impression 3D', 'broché'],
          alt: 'Livre clair dont la couverture montre un vase monté en couches corail',
        },
      },
      variants: [
        {
          names: ['Paperback, 240 pages', 'Taschenbuch, 240 Seiten', 'Broché, 240 pages'],
          cents: 2400,
          units: 110,
          mm: [148, 19, 210],
        },
      ],
    },
    {
      slug: 'book-tolerances',
      addedOn: '2026-09-24',
      texts: {
        en: {
          name: 'Tolerances for Makers',
          description:
            'Why the peg does not fit the hole, and how much to leave so that it does. Clearances for sliding, turning and press fits, threads that work, snap hooks that survive, each with a test piece to print and measure. Paperback, 160 pages, 15 by 21 cm, in English, with tables to keep by the printer.',
          tags: ['book', 'design', 'tolerances', 'paperback'],
          alt: 'Dark blue book with a yellow peg, a white hole and dimension lines on its cover',
        },
        de: {
          name: 'Tolerances for Makers: Passungen im 3D-Druck',
          description:
            'Warum der Zapfen nicht ins Loch passt und wie viel Luft er braucht. Spiel für Gleit-, Dreh- und Presssitze, Gewinde, die funktionieren, Schnapphaken, die halten, jeweils mit einem Probestück zum Drucken und Messen. Taschenbuch, 160 Seiten, 15 mal 21 cm, auf Englisch, mit Tabellen, die neben den Drucker gehören.',
          tags: ['Buch', 'Konstruktion', 'Toleranzen', 'Taschenbuch'],
          alt: 'Dunkelblaues Buch mit gelbem Zapfen, weißem Loch und Maßlinien auf dem Umschlag',
        },
        fr: {
          name: 'Tolerances for Makers, jeux et ajustements',
          description:
            'Pourquoi la cheville n’entre pas dans le trou, et quel jeu lui laisser. Ajustements glissants, tournants et serrés, filetages qui marchent, crochets qui tiennent, chacun avec une éprouvette à imprimer et à mesurer. Broché, 160 pages, 15 sur 21 cm, en anglais, avec des tableaux à garder près de l’imprimante.',
          tags: ['livre', 'conception', 'tolérances', 'broché'],
          alt: 'Livre bleu foncé avec une cheville jaune, un trou blanc et des cotes sur la couverture',
        },
      },
      variants: [
        {
          names: ['Paperback, 160 pages', 'Taschenbuch, 160 Seiten', 'Broché, 160 pages'],
          cents: 2900,
          units: 5,
          mm: [148, 14, 210],
        },
      ],
    },
  ]),
];
