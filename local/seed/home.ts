import { shelf } from './product-lines.ts';

const home = (category: string) => ({ department: 'home', kind: 'stock', category }) as const;

export const homeProducts = [
  ...shelf(home('vases'), [
    {
      slug: 'twist-vase',
      addedOn: '2026-01-12',
      texts: {
        en: {
          name: 'Twist Vase',
          description:
            'Five soft ribs turn half way around the vase on their way up and catch the light differently at every hour. Printed in one piece from coral PETG in layers of 0.2 mm and sealed inside, so it holds water. Comes alone in its box, without flowers. Wipe it with a damp cloth; it does not like the dishwasher.',
          tags: ['flowers', 'decoration', 'spiral', 'watertight'],
          alt: 'Tall coral vase whose ribs wind upwards in a spiral',
        },
        de: {
          name: 'Vase Drehung',
          description:
            'Fünf weiche Rippen drehen sich auf dem Weg nach oben halb um die Vase und fangen das Licht zu jeder Stunde anders. In einem Stück aus korallenrotem PETG in Schichten von 0,2 mm gedruckt und innen versiegelt, also wasserdicht. Kommt einzeln im Karton, ohne Blumen. Feucht abwischen; die Spülmaschine mag sie nicht.',
          tags: ['Blumen', 'Dekoration', 'Spirale', 'wasserdicht'],
          alt: 'Hohe korallenrote Vase, deren Rippen sich spiralförmig nach oben winden',
        },
        fr: {
          name: 'Vase Torsade',
          description:
            'Cinq côtes douces font un demi-tour en montant et prennent la lumière autrement à chaque heure. Imprimé d’une seule pièce en PETG corail, par couches de 0,2 mm, et verni à l’intérieur pour contenir de l’eau. Livré seul dans sa boîte, sans fleurs. S’essuie avec un chiffon humide, ne passe pas au lave-vaisselle.',
          tags: ['fleurs', 'décoration', 'spirale', 'étanche'],
          alt: 'Grand vase corail dont les côtes montent en spirale',
        },
      },
      variants: [
        {
          suffix: 'S',
          names: ['Small, 14 cm', 'Klein, 14 cm', 'Petit, 14 cm'],
          cents: 1890,
          units: 10_000,
          options: { size: 's' },
          mm: [73, 74, 140],
        },
        {
          suffix: 'M',
          names: ['Medium, 20 cm', 'Mittel, 20 cm', 'Moyen, 20 cm'],
          cents: 2490,
          units: 10_000,
          options: { size: 'm' },
          mm: [104, 105, 200],
        },
        {
          suffix: 'L',
          names: ['Large, 28 cm', 'Groß, 28 cm', 'Grand, 28 cm'],
          cents: 3990,
          units: 10_000,
          options: { size: 'l' },
          mm: [146, 147, 280],
        },
      ],
    },
    {
      slug: 'ripple-vase',
      addedOn: '2026-02-03',
      texts: {
        en: {
          name: 'Ripple Vase',
          description:
            'Twenty-four fine rings run around the wall like water after a dropped stone. The vase is 17 cm high, widest at its middle and narrow enough at the neck to keep a loose bunch together. Printed from matt PLA, which is not watertight: meant for dried flowers, grasses and single silk stems.',
          tags: ['dried flowers', 'decoration', 'matt', 'rings'],
          alt: 'Sand-coloured vase with fine horizontal ripples and a narrow neck',
        },
        de: {
          name: 'Vase Welle',
          description:
            'Vierundzwanzig feine Ringe laufen um die Wand wie Wasser nach einem Steinwurf. Die Vase ist 17 cm hoch, in der Mitte am breitesten und am Hals eng genug, um einen lockeren Strauß zusammenzuhalten. Aus mattem PLA gedruckt, das nicht wasserdicht ist: für Trockenblumen, Gräser und einzelne Seidenblumen gedacht.',
          tags: ['Trockenblumen', 'Dekoration', 'matt', 'Ringe'],
          alt: 'Sandfarbene Vase mit feinen waagerechten Wellen und engem Hals',
        },
        fr: {
          name: 'Vase Onde',
          description:
            'Vingt-quatre anneaux fins courent autour de la paroi comme l’eau après la chute d’un caillou. Haut de 17 cm, le vase s’élargit au milieu et se resserre assez au col pour tenir un bouquet léger. Imprimé en PLA mat, qui n’est pas étanche, il est fait pour les fleurs séchées, les graminées et les tiges en soie.',
          tags: ['fleurs séchées', 'décoration', 'mat', 'anneaux'],
          alt: 'Vase couleur sable aux fines ondulations horizontales et au col étroit',
        },
      },
      variants: [
        {
          suffix: 'SAND',
          names: ['Sand', 'Sand', 'Sable'],
          cents: 2290,
          units: 46,
          options: { colour: 'sand' },
          mm: [107, 107, 170],
        },
        {
          suffix: 'SLATE',
          names: ['Slate', 'Schiefer', 'Ardoise'],
          cents: 2290,
          units: 3,
          options: { colour: 'slate' },
          mm: [107, 107, 170],
        },
        {
          suffix: 'MOSS',
          names: ['Moss', 'Moos', 'Mousse'],
          cents: 2290,
          units: 0,
          options: { colour: 'moss' },
          mm: [107, 107, 170],
        },
      ],
    },
    {
      slug: 'facet-bud-vase',
      addedOn: '2026-03-17',
      texts: {
        en: {
          name: 'Facet Bud Vase',
          description:
            'Flat triangles from foot to neck, cut like a stone that nobody polished. At 13 cm it is small enough for a windowsill and heavy enough to stay there, because the foot is filled with sand and closed. Printed from slate PLA with a glass tube inside for one stem and its water.',
          tags: ['flowers', 'single stem', 'faceted', 'windowsill'],
          alt: 'Slate-blue bud vase made of flat triangles, with a slim neck',
        },
        de: {
          name: 'Knospenvase Facette',
          description:
            'Flache Dreiecke vom Fuß bis zum Hals, geschnitten wie ein Stein, den niemand poliert hat. Mit 13 cm klein genug für die Fensterbank und schwer genug, um dort zu bleiben, denn der Fuß ist mit Sand gefüllt und verschlossen. Aus schieferfarbenem PLA, mit einem Glasröhrchen für einen Stiel und sein Wasser.',
          tags: ['Blumen', 'Einzelstiel', 'facettiert', 'Fensterbank'],
          alt: 'Schieferblaue Knospenvase aus flachen Dreiecken mit schlankem Hals',
        },
        fr: {
          name: 'Soliflore Facette',
          description:
            'Des triangles plats du pied jusqu’au col, taillés comme une pierre que personne n’a polie. Avec ses 13 cm, il est assez petit pour un rebord de fenêtre et assez lourd pour y rester, car son pied fermé est rempli de sable. Imprimé en PLA ardoise, avec un tube de verre pour une tige et son eau.',
          tags: ['fleurs', 'soliflore', 'facettes', 'rebord de fenêtre'],
          alt: 'Soliflore bleu ardoise fait de triangles plats, au col mince',
        },
      },
      variants: [{ names: ['Standard', 'Standard', 'Standard'], cents: 1290, units: 120, mm: [87, 89, 128] }],
    },
    {
      slug: 'shell-vase',
      addedOn: '2026-05-21',
      texts: {
        en: {
          name: 'Shell Vase',
          description:
            'The spiral of a sea snail, opened at the top. The ridges tighten as they rise, so the vase looks different from every chair in the room. Printed in one piece from ivory PETG, 15 cm high and 13 cm wide, sealed inside. Every piece shows its own fine grain of layers. Holds water; wash it by hand.',
          tags: ['flowers', 'decoration', 'spiral', 'ivory', 'watertight'],
          alt: 'Round ivory vase with ridges that wind like a snail shell',
        },
        de: {
          name: 'Muschelvase',
          description:
            'Die Spirale einer Meeresschnecke, oben geöffnet. Die Grate werden nach oben hin enger, deshalb sieht die Vase von jedem Stuhl im Zimmer anders aus. In einem Stück aus elfenbeinfarbenem PETG gedruckt, 15 cm hoch und 13 cm breit, innen versiegelt. Jedes Stück zeigt seine eigene feine Schichtung. Wasserdicht; von Hand spülen.',
          tags: ['Blumen', 'Dekoration', 'Spirale', 'Elfenbein', 'wasserdicht'],
          alt: 'Runde elfenbeinfarbene Vase mit Graten, die sich wie ein Schneckenhaus winden',
        },
        fr: {
          name: 'Vase Coquillage',
          description:
            'La spirale d’un coquillage, ouverte en haut. Les arêtes se resserrent en montant, si bien que le vase change d’allure selon la place d’où on le regarde. Imprimé d’une pièce en PETG ivoire, haut de 15 cm et large de 13 cm, verni à l’intérieur. Chaque exemplaire montre le grain fin de ses couches. Étanche, à laver à la main.',
          tags: ['fleurs', 'décoration', 'spirale', 'ivoire', 'étanche'],
          alt: 'Vase rond ivoire dont les arêtes s’enroulent comme un coquillage',
        },
      },
      variants: [{ names: ['Standard', 'Standard', 'Standard'], cents: 3490, units: 4, mm: [134, 134, 150] }],
    },
  ]),
  ...shelf(home('lighting'), [
    {
      slug: 'lattice-lamp',
      addedOn: '2026-02-19',
      texts: {
        en: {
          name: 'Lattice Table Lamp',
          description:
            'Twenty-eight crossing struts make a shade that throws a net of light on the wall. The lamp is 19 cm high and stands on a weighted foot. E27 socket, 1.8 m of textile cable and a switch on the cable are included; the bulb is not. Use an LED of up to nine watts, round and frosted.',
          tags: ['lamp', 'table lamp', 'shadow', 'E27'],
          alt: 'Lit table lamp with an open ivory lattice shade on a dark round foot',
        },
        de: {
          name: 'Tischleuchte Gitter',
          description:
            'Achtundzwanzig gekreuzte Streben bilden einen Schirm, der ein Netz aus Licht an die Wand wirft. Die Leuchte ist 19 cm hoch und steht auf einem beschwerten Fuß. E27-Fassung, 1,8 m Textilkabel und ein Schalter am Kabel sind dabei, das Leuchtmittel nicht. Nehmen Sie eine runde, matte LED bis neun Watt.',
          tags: ['Lampe', 'Tischlampe', 'Schatten', 'E27'],
          alt: 'Leuchtende Tischlampe mit offenem elfenbeinfarbenem Gitterschirm auf dunklem rundem Fuß',
        },
        fr: {
          name: 'Lampe de table Treillis',
          description:
            'Vingt-huit brins croisés forment un abat-jour qui jette un filet de lumière sur le mur. Haute de 19 cm, la lampe repose sur un pied lesté. Douille E27, 1,8 m de câble textile et interrupteur sur le câble sont fournis, mais pas l’ampoule. Choisissez une LED ronde et dépolie de neuf watts au plus.',
          tags: ['lampe', 'lampe à poser', 'ombre', 'E27'],
          alt: 'Lampe de table allumée, abat-jour ivoire en treillis ouvert sur un pied rond sombre',
        },
      },
      variants: [
        {
          suffix: 'WARM',
          names: ['Ivory shade', 'Schirm in Elfenbein', 'Abat-jour ivoire'],
          cents: 5990,
          units: 34,
          options: { colour: 'ivory' },
          mm: [145, 144, 187],
        },
        {
          suffix: 'DARK',
          names: ['Graphite shade', 'Schirm in Graphit', 'Abat-jour graphite'],
          cents: 5990,
          units: 21,
          options: { colour: 'graphite' },
          mm: [145, 144, 187],
        },
      ],
    },
    {
      slug: 'moon-night-light',
      addedOn: '2026-04-08',
      texts: {
        en: {
          name: 'Moon Night Light',
          description:
            'A relief of craters that shows its depth once the light inside is on. The globe measures 12 cm and lifts off its wooden-coloured foot, so that it can travel to the bedside. Charges by USB-C, dims by a touch on the foot and shines warm white. Cable included, power plug not.',
          tags: ['lamp', 'night light', 'nursery', 'USB-C', 'moon'],
          alt: 'Glowing moon globe with craters on a birch-coloured foot',
        },
        de: {
          name: 'Nachtlicht Mond',
          description:
            'Ein Relief aus Kratern, das seine Tiefe zeigt, sobald innen das Licht brennt. Die Kugel misst 12 cm und lässt sich vom holzfarbenen Fuß heben, damit sie mit ans Bett kann. Lädt über USB-C, wird durch Berühren des Fußes gedimmt und leuchtet warmweiß. Das Kabel ist dabei, das Netzteil nicht.',
          tags: ['Lampe', 'Nachtlicht', 'Kinderzimmer', 'USB-C', 'Mond'],
          alt: 'Leuchtende Mondkugel mit Kratern auf birkenfarbenem Fuß',
        },
        fr: {
          name: 'Veilleuse Lune',
          description:
            'Un relief de cratères qui montre sa profondeur dès que la lumière s’allume à l’intérieur. Le globe mesure 12 cm et se soulève de son pied couleur bois pour suivre jusqu’au lit. Il se charge en USB-C, se règle en touchant le pied et éclaire en blanc chaud. Câble fourni, adaptateur secteur non fourni.',
          tags: ['lampe', 'veilleuse', 'chambre d’enfant', 'USB-C', 'lune'],
          alt: 'Globe lunaire lumineux avec ses cratères sur un pied couleur bouleau',
        },
      },
      variants: [{ names: ['Standard', 'Standard', 'Standard'], cents: 3290, units: 64, mm: [125, 124, 146] }],
    },
    {
      slug: 'pleat-pendant',
      addedOn: '2026-06-30',
      texts: {
        en: {
          name: 'Pleated Pendant Shade',
          description:
            'Forty pleats, folded like paper and printed as a single wall that lets the light glow through. The shade weighs little and keeps its form without a frame. It fits E27 sockets with a shade ring and LED bulbs of up to nine watts. You get the shade and the ring; cable and socket are yours.',
          tags: ['lamp', 'ceiling', 'shade', 'pleats', 'E27'],
          alt: 'Ivory pleated pendant shade hanging from a black cable',
        },
        de: {
          name: 'Hängeschirm Plissee',
          description:
            'Vierzig Falten, wie Papier gelegt und als eine einzige Wand gedruckt, durch die das Licht scheint. Der Schirm wiegt wenig und hält seine Form ohne Gestell. Er passt auf E27-Fassungen mit Schraubring und für LED-Leuchtmittel bis neun Watt. Geliefert werden Schirm und Ring; Kabel und Fassung haben Sie selbst.',
          tags: ['Lampe', 'Decke', 'Lampenschirm', 'Falten', 'E27'],
          alt: 'Elfenbeinfarbener plissierter Hängeschirm an schwarzem Kabel',
        },
        fr: {
          name: 'Suspension Plissée',
          description:
            'Quarante plis, formés comme du papier et imprimés en une seule paroi qui laisse passer la lumière. L’abat-jour pèse peu et tient sa forme sans armature. Il s’adapte aux douilles E27 à bague et aux ampoules LED de neuf watts au plus. L’abat-jour et la bague sont fournis, le câble et la douille restent les vôtres.',
          tags: ['lampe', 'plafond', 'abat-jour', 'plis', 'E27'],
          alt: 'Suspension plissée ivoire accrochée à un câble noir',
        },
      },
      variants: [
        {
          suffix: '30',
          names: ['30 cm', '30 cm', '30 cm'],
          cents: 6490,
          units: 12,
          options: { diameter: '30-cm' },
          mm: [300, 300, 150],
        },
        {
          suffix: '40',
          names: ['40 cm', '40 cm', '40 cm'],
          cents: 8490,
          units: 2,
          options: { diameter: '40-cm' },
          mm: [400, 400, 190],
        },
      ],
    },
    {
      slug: 'tealight-set',
      addedOn: '2026-09-15',
      texts: {
        en: {
          name: 'Tealight Holders, Set of Three',
          description:
            'Three six-sided columns of 5, 8 and 11 cm that line up into a flight of stairs. Each turns a little on its way up. A glass cup sits on top of every holder, so that no flame comes near the print. In the box: three holders in sand, slate and coral and three glasses. Candles are not included.',
          tags: ['candles', 'tealight', 'decoration', 'set'],
          alt: 'Three twisted hexagonal holders in sand, slate and coral with burning tealights',
        },
        de: {
          name: 'Teelichthalter, Dreierset',
          description:
            'Drei sechseckige Säulen von 5, 8 und 11 cm, die sich zu einer Treppe aufreihen. Jede dreht sich auf dem Weg nach oben ein wenig. Auf jedem Halter sitzt ein Glas, damit keine Flamme dem Druck nahe kommt. Im Karton: drei Halter in Sand, Schiefer und Koralle und drei Gläser. Kerzen sind nicht dabei.',
          tags: ['Kerzen', 'Teelicht', 'Dekoration', 'Set'],
          alt: 'Drei gedrehte sechseckige Halter in Sand, Schiefer und Koralle mit brennenden Teelichtern',
        },
        fr: {
          name: 'Photophores, lot de trois',
          description:
            'Trois colonnes à six pans de 5, 8 et 11 cm qui s’alignent en escalier. Chacune tourne un peu en montant. Un godet de verre coiffe chaque support, pour qu’aucune flamme n’approche de l’impression. Dans la boîte, trois supports sable, ardoise et corail ainsi que trois verres. Les bougies ne sont pas fournies.',
          tags: ['bougies', 'chauffe-plat', 'décoration', 'lot'],
          alt: 'Trois supports hexagonaux torsadés sable, ardoise et corail avec des bougies allumées',
        },
      },
      variants: [{ names: ['Set of three', 'Dreierset', 'Lot de trois'], cents: 1590, units: 88, mm: [170, 60, 110] }],
    },
  ]),
  ...shelf(home('planters'), [
    {
      slug: 'self-watering-planter',
      addedOn: '2026-03-04',
      texts: {
        en: {
          name: 'Self-Watering Planter',
          description:
            'An inner pot over a reservoir, with a wick between them that lets the plant drink as it needs. A red float in the window shows how much water is left; a full reservoir lasts about a week. In the box: inner pot, reservoir, wick and float. Printed from PETG and made for indoors. The plant is not included.',
          tags: ['plants', 'pot', 'watering', 'holiday'],
          alt: 'White ribbed pot with a leafy plant on a slate-blue water reservoir with a red float',
        },
        de: {
          name: 'Pflanztopf mit Wasserspeicher',
          description:
            'Ein Innentopf über einem Speicher, dazwischen ein Docht, durch den die Pflanze trinkt, wie sie es braucht. Ein roter Schwimmer im Fenster zeigt, wie viel Wasser da ist; ein voller Speicher reicht etwa eine Woche. Im Karton: Innentopf, Speicher, Docht und Schwimmer. Aus PETG gedruckt, für drinnen. Die Pflanze ist nicht dabei.',
          tags: ['Pflanzen', 'Topf', 'Bewässerung', 'Urlaub'],
          alt: 'Weißer gerippter Topf mit Blattpflanze auf schieferblauem Wasserspeicher mit rotem Schwimmer',
        },
        fr: {
          name: 'Pot à réserve d’eau',
          description:
            'Un pot intérieur au-dessus d’une réserve, et entre les deux une mèche par laquelle la plante boit selon ses besoins. Un flotteur rouge derrière la fenêtre montre l’eau qui reste, et une réserve pleine tient environ une semaine. Dans la boîte, pot, réserve, mèche et flotteur. Imprimé en PETG, pour l’intérieur. Plante non fournie.',
          tags: ['plantes', 'pot', 'arrosage', 'vacances'],
          alt: 'Pot blanc côtelé avec une plante verte sur une réserve d’eau bleu ardoise à flotteur rouge',
        },
      },
      variants: [
        {
          suffix: 'S',
          names: ['12 cm', '12 cm', '12 cm'],
          cents: 1690,
          units: 150,
          options: { size: 's' },
          mm: [120, 120, 128],
        },
        {
          suffix: 'M',
          names: ['16 cm', '16 cm', '16 cm'],
          cents: 2190,
          units: 97,
          options: { size: 'm' },
          mm: [160, 160, 170],
        },
      ],
    },
    {
      slug: 'geo-planter',
      addedOn: '2026-03-25',
      texts: {
        en: {
          name: 'Geo Planter',
          description:
            'Triangles all the way around and a hole in the bottom, where it belongs. The pot is 9 cm high and takes plants in nursery pots of up to 9 cm. Printed from white PETG with walls of 2.4 mm. The saucer comes with it and catches what runs through. The succulent in the picture is not included.',
          tags: ['plants', 'pot', 'succulent', 'faceted', 'saucer'],
          alt: 'White faceted plant pot with a green succulent, standing on its round saucer',
        },
        de: {
          name: 'Pflanztopf Geo',
          description:
            'Dreiecke ringsum und ein Loch im Boden, wo es hingehört. Der Topf ist 9 cm hoch und nimmt Pflanzen in Kulturtöpfen bis 9 cm auf. Aus weißem PETG mit Wänden von 2,4 mm gedruckt. Der Untersetzer gehört dazu und fängt auf, was durchläuft. Die Sukkulente im Bild ist nicht dabei.',
          tags: ['Pflanzen', 'Topf', 'Sukkulente', 'facettiert', 'Untersetzer'],
          alt: 'Weißer facettierter Topf mit grüner Sukkulente auf rundem Untersetzer',
        },
        fr: {
          name: 'Pot Géo',
          description:
            'Des triangles tout autour et un trou au fond, là où il doit être. Le pot mesure 9 cm de haut et reçoit des plantes en godet jusqu’à 9 cm. Imprimé en PETG blanc avec des parois de 2,4 mm. La soucoupe est fournie et recueille ce qui s’écoule. La succulente de l’image n’est pas comprise.',
          tags: ['plantes', 'pot', 'succulente', 'facettes', 'soucoupe'],
          alt: 'Pot blanc à facettes avec une succulente verte, posé sur sa soucoupe ronde',
        },
      },
      variants: [
        { names: ['With saucer', 'Mit Untersetzer', 'Avec soucoupe'], cents: 1490, units: 75, mm: [134, 134, 92] },
      ],
    },
    {
      slug: 'wall-planter',
      addedOn: '2026-05-06',
      texts: {
        en: {
          name: 'Wall Planter',
          description:
            'Hangs on one screw and keeps the wall dry: water drains into a tray that slides out to the front. The back is 15 cm high and 11 cm wide, the pot holds about as much soil as a cup of tea. Printed from sand-coloured PETG with a coral tray. Screw and wall plug are included, the plant is not.',
          tags: ['plants', 'wall', 'hanging', 'drip tray'],
          alt: 'Sand-coloured half-round wall pot with strings of green pearls hanging over its rim',
        },
        de: {
          name: 'Wandtopf',
          description:
            'Hängt an einer Schraube und hält die Wand trocken: Das Wasser läuft in eine Schale, die sich nach vorn herausziehen lässt. Der Rücken ist 15 cm hoch und 11 cm breit, in den Topf passt etwa so viel Erde wie Tee in eine Tasse. Aus sandfarbenem PETG mit korallenroter Schale. Schraube und Dübel sind dabei, die Pflanze nicht.',
          tags: ['Pflanzen', 'Wand', 'hängend', 'Tropfschale'],
          alt: 'Sandfarbener halbrunder Wandtopf, über dessen Rand grüne Perlenschnüre hängen',
        },
        fr: {
          name: 'Pot mural',
          description:
            'Il tient par une vis et garde le mur au sec, car l’eau s’écoule dans un bac qui se retire par l’avant. Le dos mesure 15 cm sur 11 cm, et le pot contient autant de terre qu’une tasse contient de thé. Imprimé en PETG sable avec un bac corail. Vis et cheville fournies, plante non fournie.',
          tags: ['plantes', 'mur', 'suspendu', 'bac'],
          alt: 'Pot mural demi-rond couleur sable d’où retombent des chapelets de perles vertes',
        },
      },
      variants: [
        {
          names: ['Single', 'Einzeln', 'À l’unité'],
          cents: 1990,
          units: 0,
          options: { set: 'single' },
          mm: [108, 60, 150],
        },
        {
          suffix: 'TRIO',
          names: ['Set of three', 'Dreierset', 'Lot de trois'],
          cents: 4990,
          units: 18,
          options: { set: 'trio' },
          mm: [108, 60, 150],
        },
      ],
    },
    {
      slug: 'herb-trough',
      addedOn: '2026-04-22',
      texts: {
        en: {
          name: 'Herb Trough',
          description:
            'Room for three pots of herbs on a kitchen windowsill. The trough is 30 cm long, 11 cm deep and 9 cm high, fluted outside and smooth inside, with a raised floor and a lip that keep the water off the wood. Printed from ivory PETG in one piece. Rinse it under the tap. Herbs and pots are not included.',
          tags: ['plants', 'kitchen', 'herbs', 'windowsill'],
          alt: 'Long fluted ivory trough with three pots of green kitchen herbs',
        },
        de: {
          name: 'Kräuterkasten',
          description:
            'Platz für drei Töpfe Kräuter auf der Fensterbank in der Küche. Der Kasten ist 30 cm lang, 11 cm tief und 9 cm hoch, außen geriffelt und innen glatt; ein erhöhter Boden und ein Rand halten das Wasser vom Holz fern. In einem Stück aus elfenbeinfarbenem PETG. Unter dem Hahn abspülen. Kräuter und Töpfe sind nicht dabei.',
          tags: ['Pflanzen', 'Küche', 'Kräuter', 'Fensterbank'],
          alt: 'Langer geriffelter elfenbeinfarbener Kasten mit drei Töpfen grüner Küchenkräuter',
        },
        fr: {
          name: 'Jardinière à herbes',
          description:
            'De la place pour trois pots d’herbes sur le rebord de la fenêtre de cuisine. La jardinière mesure 30 cm de long, 11 cm de profondeur et 9 cm de haut, cannelée dehors et lisse dedans. Un fond surélevé et un rebord protègent le bois de l’eau. Imprimée d’une pièce en PETG ivoire. Herbes et pots non fournis.',
          tags: ['plantes', 'cuisine', 'herbes', 'rebord de fenêtre'],
          alt: 'Longue jardinière ivoire cannelée avec trois pots d’herbes de cuisine',
        },
      },
      variants: [{ names: ['Standard', 'Standard', 'Standard'], cents: 2790, units: 33, mm: [300, 112, 92] }],
    },
  ]),
  ...shelf(home('tableware'), [
    {
      slug: 'coaster-set',
      addedOn: '2026-01-27',
      texts: {
        en: {
          name: 'Contour Coasters, Set of Six',
          description:
            'Six levels of an island that is on no map. Spread them out and every glass has a place; stack them in order and they make the hill again. The largest measures 11 cm, the smallest still takes an espresso cup. Printed from PLA in six shades from forest to snow, with cork glued underneath.',
          tags: ['coasters', 'table', 'map', 'cork', 'gift'],
          alt: 'Six stacked coasters from dark green to white that form a small hill',
        },
        de: {
          name: 'Untersetzer Höhenlinien, Sechserset',
          description:
            'Sechs Höhen einer Insel, die auf keiner Karte steht. Verteilt hat jedes Glas seinen Platz; der Reihe nach gestapelt ergeben sie wieder den Hügel. Der größte misst 11 cm, auf den kleinsten passt noch eine Espressotasse. Aus PLA in sechs Tönen von Wald bis Schnee gedruckt, unten mit Kork beklebt.',
          tags: ['Untersetzer', 'Tisch', 'Landkarte', 'Kork', 'Geschenk'],
          alt: 'Sechs gestapelte Untersetzer von Dunkelgrün bis Weiß, die einen kleinen Hügel bilden',
        },
        fr: {
          name: 'Dessous de verre Relief, lot de six',
          description:
            'Six niveaux d’une île qui ne figure sur aucune carte. Dispersés, ils donnent une place à chaque verre, et empilés dans l’ordre ils refont la colline. Le plus grand mesure 11 cm, le plus petit accueille encore une tasse à café. Imprimés en PLA dans six teintes, de la forêt à la neige, avec du liège collé dessous.',
          tags: ['dessous de verre', 'table', 'carte', 'liège', 'cadeau'],
          alt: 'Six dessous de verre empilés, du vert foncé au blanc, qui forment une petite colline',
        },
      },
      variants: [{ names: ['Set of six', 'Sechserset', 'Lot de six'], cents: 1890, units: 210, mm: [114, 105, 42] }],
    },
    {
      slug: 'napkin-rings',
      addedOn: '2026-10-07',
      texts: {
        en: {
          name: 'Woven Napkin Rings, Set of Four',
          description:
            'Three strands printed as a braid without a beginning. Each ring is 6 cm across, wide enough for a linen napkin and stiff enough to stand on its edge. In the box: four rings in coral, slate, sand and moss, so that everybody finds their own again. Printed from PLA; wipe clean with a damp cloth.',
          tags: ['table', 'napkin', 'braid', 'set', 'gift'],
          alt: 'Four braided napkin rings in coral, slate, sand and moss, one around a rolled white napkin',
        },
        de: {
          name: 'Geflochtene Serviettenringe, Viererset',
          description:
            'Drei Stränge, gedruckt als Zopf ohne Anfang. Jeder Ring misst 6 cm, weit genug für eine Leinenserviette und steif genug, um auf der Kante zu stehen. Im Karton: vier Ringe in Koralle, Schiefer, Sand und Moos, damit alle den eigenen wiederfinden. Aus PLA gedruckt; mit einem feuchten Tuch abwischen.',
          tags: ['Tisch', 'Serviette', 'Zopf', 'Set', 'Geschenk'],
          alt: 'Vier geflochtene Serviettenringe in Koralle, Schiefer, Sand und Moos, einer um eine gerollte weiße Serviette',
        },
        fr: {
          name: 'Ronds de serviette tressés, lot de quatre',
          description:
            'Trois brins imprimés comme une tresse sans commencement. Chaque rond mesure 6 cm, assez large pour une serviette en lin et assez raide pour tenir sur la tranche. Dans la boîte, quatre ronds corail, ardoise, sable et mousse, pour que chacun retrouve le sien. Imprimés en PLA, ils s’essuient avec un chiffon humide.',
          tags: ['table', 'serviette', 'tresse', 'lot', 'cadeau'],
          alt: 'Quatre ronds de serviette tressés corail, ardoise, sable et mousse, l’un autour d’une serviette blanche roulée',
        },
      },
      variants: [{ names: ['Set of four', 'Viererset', 'Lot de quatre'], cents: 1290, units: 57, mm: [62, 28, 62] }],
    },
    {
      slug: 'fruit-bowl',
      addedOn: '2026-07-14',
      texts: {
        en: {
          name: 'Open Fruit Bowl',
          description:
            'A bowl of crossing ribs, forty centimetres across and ten high. Air reaches the fruit from below, so that nothing lies in its own damp. The rim is thick enough to carry the full bowl by it. Printed from white PETG in one piece. Rinse it with warm water. Fruit is not included.',
          tags: ['kitchen', 'fruit', 'bowl', 'lattice'],
          alt: 'Wide white lattice bowl filled with oranges, apples and a lemon',
        },
        de: {
          name: 'Offene Obstschale',
          description:
            'Eine Schale aus gekreuzten Rippen, vierzig Zentimeter breit und zehn hoch. Luft kommt von unten an das Obst, damit nichts in der eigenen Feuchte liegt. Der Rand ist dick genug, um die volle Schale daran zu tragen. In einem Stück aus weißem PETG gedruckt. Mit warmem Wasser abspülen. Das Obst ist nicht dabei.',
          tags: ['Küche', 'Obst', 'Schale', 'Gitter'],
          alt: 'Weite weiße Gitterschale mit Orangen, Äpfeln und einer Zitrone',
        },
        fr: {
          name: 'Coupe à fruits ajourée',
          description:
            'Une coupe de nervures croisées, large de quarante centimètres et haute de dix. L’air arrive aux fruits par dessous, pour que rien ne reste dans l’humidité. Le bord est assez épais pour porter la coupe pleine. Imprimée d’une pièce en PETG blanc, elle se rince à l’eau chaude. Les fruits ne sont pas fournis.',
          tags: ['cuisine', 'fruits', 'coupe', 'treillis'],
          alt: 'Large coupe blanche en treillis remplie d’oranges, de pommes et d’un citron',
        },
      },
      variants: [{ names: ['Standard', 'Standard', 'Standard'], cents: 3690, units: 9, mm: [400, 400, 104] }],
    },
    {
      slug: 'bread-basket',
      addedOn: '2026-08-11',
      texts: {
        en: {
          name: 'Loop Bread Basket',
          description:
            'Seventeen rows of loops, laid over each other like wickerwork, only that they are printed. The basket is oval, 29 by 24 cm and 9 cm high: room for a loaf or eight rolls. Printed from birch-coloured PLA with fine wood in it. The linen inlay comes with it and goes into the wash at 40 °C.',
          tags: ['kitchen', 'bread', 'basket', 'linen', 'wood'],
          alt: 'Oval woven-looking basket in birch colour with a pale linen inlay',
        },
        de: {
          name: 'Brotkorb Schlaufe',
          description:
            'Siebzehn Reihen Schlaufen, übereinandergelegt wie Flechtwerk, nur eben gedruckt. Der Korb ist oval, 29 mal 24 cm groß und 9 cm hoch: Platz für einen Laib oder acht Brötchen. Aus birkenfarbenem PLA mit feinem Holz gedruckt. Der Leineneinsatz gehört dazu und darf bei 40 °C in die Wäsche.',
          tags: ['Küche', 'Brot', 'Korb', 'Leinen', 'Holz'],
          alt: 'Ovaler, wie geflochten wirkender Korb in Birkenfarbe mit hellem Leineneinsatz',
        },
        fr: {
          name: 'Corbeille à pain Boucle',
          description:
            'Dix-sept rangs de boucles posés l’un sur l’autre comme de l’osier, sauf qu’ils sont imprimés. La corbeille est ovale, 29 sur 24 cm pour 9 cm de haut, assez pour un pain ou huit petits pains. Imprimée en PLA couleur bouleau chargé de bois fin. La doublure en lin est fournie et se lave à 40 °C.',
          tags: ['cuisine', 'pain', 'corbeille', 'lin', 'bois'],
          alt: 'Corbeille ovale couleur bouleau, d’aspect tressé, avec une doublure de lin clair',
        },
      },
      variants: [{ names: ['Standard', 'Standard', 'Standard'], cents: 2890, units: 1, mm: [289, 235, 87] }],
    },
    {
      slug: 'egg-cups',
      addedOn: '2026-10-28',
      texts: {
        en: {
          name: 'Egg Cups, Set of Two',
          description:
            'One leans to the left, one to the right, and the egg stays upright in both. Each cup is 6 cm high with a wide foot that does not tip when you tap the egg. In the box: one cup in coral and one in sky blue, printed from PLA. Wash them by hand. Eggs are not included.',
          tags: ['breakfast', 'kitchen', 'egg', 'set', 'gift'],
          alt: 'Two leaning egg cups in coral and sky blue, each with an egg',
        },
        de: {
          name: 'Eierbecher, Zweierset',
          description:
            'Einer lehnt sich nach links, einer nach rechts, und in beiden bleibt das Ei gerade stehen. Jeder Becher ist 6 cm hoch und hat einen breiten Fuß, der beim Aufschlagen nicht kippt. Im Karton: ein Becher in Koralle und einer in Himmelblau, aus PLA gedruckt. Von Hand spülen. Eier sind nicht dabei.',
          tags: ['Frühstück', 'Küche', 'Ei', 'Set', 'Geschenk'],
          alt: 'Zwei geneigte Eierbecher in Koralle und Himmelblau, jeder mit einem Ei',
        },
        fr: {
          name: 'Coquetiers, lot de deux',
          description:
            'L’un penche à gauche, l’autre à droite, et l’œuf reste droit dans les deux. Chaque coquetier mesure 6 cm de haut et son pied large ne bascule pas quand on tape l’œuf. Dans la boîte, un coquetier corail et un bleu ciel, imprimés en PLA. Ils se lavent à la main. Les œufs ne sont pas fournis.',
          tags: ['petit-déjeuner', 'cuisine', 'œuf', 'lot', 'cadeau'],
          alt: 'Deux coquetiers penchés, corail et bleu ciel, chacun avec un œuf',
        },
      },
      variants: [{ names: ['Set of two', 'Zweierset', 'Lot de deux'], cents: 990, units: 140, mm: [64, 60, 58] }],
    },
  ]),
];
