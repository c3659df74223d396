import { MACHINES } from '../../functions/uploads/workshop.ts';
import { shelf } from './product-lines.ts';

// Ids of materials, finishes and colours; labels.ts has their names.
const plastic = {
  material: ['pla', 'petg'],
  finish: ['as-printed', 'sanded', 'primed'],
  colour: ['white', 'black', 'grey', 'coral', 'moss', 'slate'],
};
const outdoor = {
  material: ['asa', 'petg'],
  finish: ['as-printed', 'sealed'],
  colour: ['anthracite', 'cream', 'black', 'coral'],
};
const resin = {
  material: ['resin-standard', 'resin-tough'],
  finish: ['as-printed', 'polished', 'primed'],
  colour: ['grey', 'clear', 'white'],
};
/** With the room of the machines that print one of the materials. */
const prints = (category: string, configuration: typeof plastic) => ({
  department: 'prints' as const,
  kind: 'print' as const,
  category,
  configuration: {
    ...configuration,
    buildVolumesMm: MACHINES.filter(({ materials }) =>
      materials.some((material) => configuration.material.includes(material)),
    ).map(({ sidesMm: [x, y, z] }) => ({ x, y, z })),
  },
});

export const printProducts = [
  ...shelf(prints('architecture', plastic), [
    {
      slug: 'site-model',
      addedOn: '2026-02-16',
      texts: {
        en: {
          name: 'Site Model',
          description:
            'The block around your building, made from public height data and cut where you draw the line. Your own building stands out in a second colour and lifts off, so that you can try another design in its place. Printed on a plate of 21 by 20 cm. Send us the outline or an address when you order.',
          tags: ['architecture', 'model', 'city', 'height data'],
          alt: 'White model of a city block with one building in coral and small trees',
        },
        de: {
          name: 'Umgebungsmodell',
          description:
            'Der Block um Ihr Gebäude, aus öffentlichen Höhendaten erstellt und dort geschnitten, wo Sie die Linie ziehen. Ihr eigenes Haus hebt sich in einer zweiten Farbe ab und lässt sich abnehmen, um einen anderen Entwurf auszuprobieren. Auf einer Platte von 21 mal 20 cm gedruckt. Schicken Sie uns bei der Bestellung den Umriss oder eine Adresse.',
          tags: ['Architektur', 'Modell', 'Stadt', 'Höhendaten'],
          alt: 'Weißes Modell eines Häuserblocks mit einem korallenroten Gebäude und kleinen Bäumen',
        },
        fr: {
          name: 'Maquette de quartier',
          description:
            'L’îlot autour de votre bâtiment, tiré de données d’altitude publiques et coupé là où vous tracez la ligne. Votre bâtiment ressort dans une seconde couleur et se retire, pour essayer un autre projet à sa place. Imprimé sur un socle de 21 sur 20 cm. Envoyez-nous le contour ou une adresse à la commande.',
          tags: ['architecture', 'maquette', 'ville', 'données d’altitude'],
          alt: 'Maquette blanche d’un îlot urbain avec un bâtiment corail et de petits arbres',
        },
      },
      variants: [
        {
          suffix: '500',
          names: ['Scale 1:500', 'Maßstab 1:500', 'Échelle 1:500'],
          cents: 14900,
          units: 0,
          options: { scale: '1-500' },
          mm: [210, 200, 68],
        },
        {
          suffix: '1000',
          names: ['Scale 1:1000', 'Maßstab 1:1000', 'Échelle 1:1000'],
          cents: 8900,
          units: 0,
          options: { scale: '1-1000' },
          mm: [210, 200, 37],
        },
      ],
    },
    {
      slug: 'facade-panel',
      addedOn: '2026-05-04',
      texts: {
        en: {
          name: 'Facade Panel',
          description:
            'One bay of a facade as a relief, for the hand and for the jury. Cornices, window bars and joints come out from half a millimetre upwards; the deepest ledge stands 24 mm proud. A4, upright on two feet that come with it. Send us an elevation as PDF or DXF, and we ask back before we print.',
          tags: ['architecture', 'relief', 'facade', 'A4'],
          alt: 'Sand-coloured relief of a facade with six arched windows and a stone base',
        },
        de: {
          name: 'Fassadentafel',
          description:
            'Eine Achse einer Fassade als Relief, für die Hand und für die Jury. Gesimse, Sprossen und Fugen kommen ab einem halben Millimeter heraus, das tiefste Gesims steht 24 mm vor. A4, aufrecht auf zwei Füßen, die dazugehören. Schicken Sie uns eine Ansicht als PDF oder DXF; wir fragen nach, bevor wir drucken.',
          tags: ['Architektur', 'Relief', 'Fassade', 'A4'],
          alt: 'Sandfarbenes Relief einer Fassade mit sechs Bogenfenstern und Steinsockel',
        },
        fr: {
          name: 'Panneau de façade',
          description:
            'Une travée de façade en relief, pour la main et pour le jury. Corniches, petits bois et joints apparaissent dès un demi-millimètre, et la corniche la plus saillante avance de 24 mm. Format A4, debout sur deux pieds fournis. Envoyez-nous une élévation en PDF ou en DXF. Nous posons nos questions avant d’imprimer.',
          tags: ['architecture', 'relief', 'façade', 'A4'],
          alt: 'Relief couleur sable d’une façade à six fenêtres cintrées et soubassement de pierre',
        },
      },
      variants: [{ names: ['A4', 'A4', 'A4'], cents: 6900, units: 0, mm: [210, 90, 297] }],
    },
    {
      slug: 'terrain-relief',
      addedOn: '2026-01-22',
      texts: {
        en: {
          name: 'Terrain Relief',
          description:
            'A mountain, a valley or an island of your choice, with its heights exaggerated as much as you like. We take the terrain from public height data and colour it by altitude, from meadow to snow, or print it in one colour. A dark edge frames the cut. Tell us the middle of the map and its width.',
          tags: ['mountain', 'map', 'relief', 'gift', 'height data'],
          alt: 'Square relief of a snow-capped mountain above green and sandy slopes',
        },
        de: {
          name: 'Geländerelief',
          description:
            'Ein Berg, ein Tal oder eine Insel Ihrer Wahl, die Höhen so stark überhöht, wie Sie möchten. Wir nehmen das Gelände aus öffentlichen Höhendaten und färben es nach der Höhe, von Wiese bis Schnee, oder drucken es in einer Farbe. Ein dunkler Rand fasst den Schnitt ein. Nennen Sie uns die Mitte der Karte und ihre Breite.',
          tags: ['Berg', 'Landkarte', 'Relief', 'Geschenk', 'Höhendaten'],
          alt: 'Quadratisches Relief eines verschneiten Berges über grünen und sandigen Hängen',
        },
        fr: {
          name: 'Relief de terrain',
          description:
            'Une montagne, une vallée ou une île de votre choix, aux hauteurs accentuées autant que vous le souhaitez. Le terrain vient de données d’altitude publiques et prend les couleurs de l’altitude, du pré à la neige, ou une seule teinte. Un bord sombre encadre la coupe. Indiquez-nous le centre de la carte et sa largeur.',
          tags: ['montagne', 'carte', 'relief', 'cadeau', 'données d’altitude'],
          alt: 'Relief carré d’une montagne enneigée au-dessus de pentes vertes et sableuses',
        },
      },
      variants: [
        {
          suffix: 'S',
          names: ['15 × 15 cm', '15 × 15 cm', '15 × 15 cm'],
          cents: 3900,
          units: 0,
          options: { size: 's' },
          mm: [150, 150, 86],
        },
        {
          suffix: 'M',
          names: ['25 × 25 cm', '25 × 25 cm', '25 × 25 cm'],
          cents: 6900,
          units: 0,
          options: { size: 'm' },
          mm: [250, 250, 143],
        },
      ],
    },
    {
      slug: 'floor-plan-model',
      addedOn: '2026-06-18',
      texts: {
        en: {
          name: 'Floor Plan Model',
          description:
            'Your plan with the walls of one storey, open from above, so that anybody can walk through it with a finger. Doors and windows are cut out, furniture is printed in a second colour by request. The base measures up to 22 by 16 cm. We work from a PDF, a photo with one known length, or DXF.',
          tags: ['architecture', 'model', 'flat', 'moving in'],
          alt: 'Open model of a flat with white walls, a wooden floor and coral and blue furniture',
        },
        de: {
          name: 'Grundrissmodell',
          description:
            'Ihr Grundriss mit den Wänden eines Geschosses, von oben offen, sodass jeder mit dem Finger hindurchgehen kann. Türen und Fenster sind ausgeschnitten, Möbel drucken wir auf Wunsch in einer zweiten Farbe. Die Grundplatte misst bis zu 22 mal 16 cm. Wir arbeiten nach einem PDF, einem Foto mit einem bekannten Maß oder DXF.',
          tags: ['Architektur', 'Modell', 'Wohnung', 'Einzug'],
          alt: 'Offenes Wohnungsmodell mit weißen Wänden, Holzboden und korallenroten und blauen Möbeln',
        },
        fr: {
          name: 'Maquette de plan',
          description:
            'Votre plan avec les murs d’un étage, ouvert par le haut, pour que chacun s’y promène du bout du doigt. Portes et fenêtres sont découpées, les meubles sont imprimés dans une seconde couleur sur demande. Le socle mesure jusqu’à 22 sur 16 cm. Nous partons d’un PDF, d’une photo avec une cote connue ou d’un DXF.',
          tags: ['architecture', 'maquette', 'appartement', 'emménagement'],
          alt: 'Maquette ouverte d’un appartement, murs blancs, sol en bois, meubles corail et bleus',
        },
      },
      variants: [{ names: ['One storey', 'Ein Geschoss', 'Un étage'], cents: 9900, units: 0, mm: [216, 156, 44] }],
    },
  ]),
  ...shelf(prints('miniatures', resin), [
    {
      slug: 'figure-32',
      addedOn: '2026-03-08',
      texts: {
        en: {
          name: 'Tabletop Figure, 32 mm',
          description:
            'One hero, one base. The figure is 32 mm tall to the eyes and stands on a round cobbled base of 25 mm. Printed in resin in layers of 35 micrometres, washed, cured and cleaned of every support. Comes unpainted; choose primed, and you can begin with the brush at once. Send us your STL or take the knight.',
          tags: ['miniature', 'tabletop', 'knight', 'resin', '32 mm'],
          alt: 'Grey knight miniature with a shield and a raised sword on a round cobbled base',
        },
        de: {
          name: 'Tabletop-Figur, 32 mm',
          description:
            'Ein Held, eine Base. Die Figur ist bis zu den Augen 32 mm groß und steht auf einer runden gepflasterten Base von 25 mm. In Resin mit Schichten von 35 Mikrometern gedruckt, gewaschen, gehärtet und von allen Stützen befreit. Kommt unbemalt; grundiert gewählt, können Sie gleich mit dem Pinsel beginnen. Schicken Sie uns Ihre STL oder nehmen Sie den Ritter.',
          tags: ['Miniatur', 'Tabletop', 'Ritter', 'Resin', '32 mm'],
          alt: 'Graue Ritterminiatur mit Schild und erhobenem Schwert auf runder gepflasterter Base',
        },
        fr: {
          name: 'Figurine de jeu, 32 mm',
          description:
            'Un héros, un socle. La figurine mesure 32 mm jusqu’aux yeux et se tient sur un socle rond pavé de 25 mm. Imprimée en résine par couches de 35 micromètres, lavée, durcie et débarrassée de tous ses supports. Livrée non peinte. En version apprêtée, vous pouvez prendre le pinceau tout de suite. Envoyez votre STL ou prenez le chevalier.',
          tags: ['figurine', 'jeu de plateau', 'chevalier', 'résine', '32 mm'],
          alt: 'Figurine grise d’un chevalier avec bouclier et épée levée sur un socle rond pavé',
        },
      },
      variants: [{ names: ['32 mm', '32 mm', '32 mm'], cents: 1490, units: 0, mm: [25, 25, 45] }],
    },
    {
      slug: 'figure-75',
      addedOn: '2026-04-02',
      texts: {
        en: {
          name: 'Display Figure, 75 mm',
          description:
            'For those who paint eyes. The figure is 75 mm tall without the hat and comes in five parts with keys, so that it fits without filler: body, head, both arms and staff. Printed in resin in layers of 30 micrometres, on a rock with a turned plinth. Comes unpainted, with a drawing of the parts.',
          tags: ['miniature', 'display', 'wizard', 'resin', '75 mm'],
          alt: 'Grey wizard figure with a pointed hat, long beard and a staff with a blue orb',
        },
        de: {
          name: 'Vitrinenfigur, 75 mm',
          description:
            'Für alle, die Augen malen. Die Figur ist ohne Hut 75 mm groß und kommt in fünf Teilen mit Passzapfen, damit sie ohne Spachtel passt: Körper, Kopf, beide Arme und Stab. In Resin mit Schichten von 30 Mikrometern gedruckt, auf einem Felsen mit gedrehtem Sockel. Kommt unbemalt, mit einer Zeichnung der Teile.',
          tags: ['Miniatur', 'Vitrine', 'Zauberer', 'Resin', '75 mm'],
          alt: 'Graue Zaubererfigur mit Spitzhut, langem Bart und einem Stab mit blauer Kugel',
        },
        fr: {
          name: 'Figurine de vitrine, 75 mm',
          description:
            'Pour celles et ceux qui peignent les yeux. La figurine mesure 75 mm sans le chapeau et arrive en cinq parties à tenons, pour s’assembler sans mastic, corps, tête, deux bras et bâton. Imprimée en résine par couches de 30 micromètres, sur un rocher à socle tourné. Livrée non peinte, avec un dessin des pièces.',
          tags: ['figurine', 'vitrine', 'magicien', 'résine', '75 mm'],
          alt: 'Figurine grise d’un magicien à chapeau pointu, longue barbe et bâton à boule bleue',
        },
      },
      variants: [{ names: ['75 mm', '75 mm', '75 mm'], cents: 3490, units: 0, mm: [54, 54, 98] }],
    },
    {
      slug: 'ruin-set',
      addedOn: '2026-07-21',
      texts: {
        en: {
          name: 'Ruined Tower Set',
          description:
            'Three floors that stack and come apart where the battle goes on. Each floor carries figures on bases of up to 32 mm and is 8 cm high; the walls have windows to shoot from and gaps to climb through. In the box: base with rubble and three floors, scaled for figures of 28 to 32 mm.',
          tags: ['tabletop', 'terrain', 'tower', 'ruin', 'set'],
          alt: 'Ruined round brick tower with its broken top floor standing beside it',
        },
        de: {
          name: 'Turmruine, Set',
          description:
            'Drei Stockwerke, die sich stapeln und dort abnehmen lassen, wo der Kampf weitergeht. Jedes trägt Figuren auf Bases bis 32 mm und ist 8 cm hoch; die Mauern haben Fenster zum Schießen und Lücken zum Klettern. Im Karton: Grundplatte mit Trümmern und drei Stockwerke, passend zu Figuren von 28 bis 32 mm.',
          tags: ['Tabletop', 'Gelände', 'Turm', 'Ruine', 'Set'],
          alt: 'Runde Ziegelturmruine, das zerbrochene obere Stockwerk steht daneben',
        },
        fr: {
          name: 'Tour en ruine, ensemble',
          description:
            'Trois étages qui s’empilent et se séparent là où la bataille continue. Chacun, haut de 8 cm, porte des figurines sur socles jusqu’à 32 mm. Les murs ont des fenêtres pour tirer et des brèches pour grimper. Dans la boîte, une base avec ses gravats et trois étages, à l’échelle des figurines de 28 à 32 mm.',
          tags: ['jeu de plateau', 'décor', 'tour', 'ruine', 'ensemble'],
          alt: 'Tour ronde en briques, en ruine, son étage supérieur brisé posé à côté',
        },
      },
      variants: [
        { names: ['Three floors', 'Drei Stockwerke', 'Trois étages'], cents: 5900, units: 0, mm: [184, 184, 240] },
      ],
    },
    {
      slug: 'dice-tower',
      addedOn: '2026-03-19',
      texts: {
        en: {
          name: 'Dice Tower',
          description:
            'Tumbles dice down a winding stair and lets them out in a tray, fairly and without a hunt under the table. The tower is 16 cm high and takes dice of up to 20 mm; the tray has walls of 18 mm. It comes in two parts that plug together. The dice in the picture are not included.',
          tags: ['tabletop', 'dice', 'tower', 'board game'],
          alt: 'Dark castle tower with battlements and a tray with two coral dice',
        },
        de: {
          name: 'Würfelturm',
          description:
            'Lässt Würfel eine gewundene Treppe hinunterpoltern und in eine Schale rollen, gerecht und ohne Suche unter dem Tisch. Der Turm ist 16 cm hoch und nimmt Würfel bis 20 mm; die Schale hat Wände von 18 mm. Er kommt in zwei Teilen, die man zusammensteckt. Die Würfel im Bild sind nicht dabei.',
          tags: ['Tabletop', 'Würfel', 'Turm', 'Brettspiel'],
          alt: 'Dunkler Burgturm mit Zinnen und einer Schale mit zwei korallenroten Würfeln',
        },
        fr: {
          name: 'Tour à dés',
          description:
            'Elle fait dévaler les dés dans un escalier tournant et les rend dans un bac, sans tricher et sans les chercher sous la table. Haute de 16 cm, la tour accepte des dés jusqu’à 20 mm, et le bac a des bords de 18 mm. Elle arrive en deux parties qui s’emboîtent. Les dés de l’image ne sont pas fournis.',
          tags: ['jeu de plateau', 'dés', 'tour', 'jeu de société'],
          alt: 'Tour de château sombre à créneaux avec un bac contenant deux dés corail',
        },
      },
      variants: [{ names: ['Standard', 'Standard', 'Standard'], cents: 2990, units: 0, mm: [141, 86, 162] }],
    },
  ]),
  ...shelf(prints('functional', outdoor), [
    {
      slug: 'hose-adapter',
      addedOn: '2026-01-30',
      texts: {
        en: {
          name: 'Hose Adapter',
          description:
            'From one diameter to another, both to the tenth of a millimetre: for the shop vacuum on the saw, the pond pump on the old pipe. Rings on both ends hold the hose, the hexagon in the middle takes a spanner. 97 mm long as shown. Tell us the two diameters you measured, and whether inside or outside.',
          tags: ['adapter', 'hose', 'made to measure', 'workshop', 'garden'],
          alt: 'Coral hose adapter with ribbed ends and a hexagon in the middle',
        },
        de: {
          name: 'Schlauchadapter',
          description:
            'Von einem Durchmesser auf den anderen, beide auf den Zehntelmillimeter: für den Werkstattsauger an der Säge, die Teichpumpe am alten Rohr. Ringe an beiden Enden halten den Schlauch, der Sechskant in der Mitte nimmt einen Schlüssel. Wie abgebildet 97 mm lang. Nennen Sie uns die zwei gemessenen Durchmesser und ob innen oder außen.',
          tags: ['Adapter', 'Schlauch', 'Maßanfertigung', 'Werkstatt', 'Garten'],
          alt: 'Korallenroter Schlauchadapter mit gerippten Enden und einem Sechskant in der Mitte',
        },
        fr: {
          name: 'Raccord de tuyau',
          description:
            'D’un diamètre à l’autre, chacun au dixième de millimètre près, pour l’aspirateur d’atelier sur la scie ou la pompe du bassin sur le vieux tuyau. Des anneaux tiennent le tuyau aux deux bouts, l’hexagone au milieu reçoit une clé. Long de 97 mm sur l’image. Indiquez les deux diamètres mesurés, intérieurs ou extérieurs.',
          tags: ['raccord', 'tuyau', 'sur mesure', 'atelier', 'jardin'],
          alt: 'Raccord de tuyau corail à bouts cannelés avec un hexagone au milieu',
        },
      },
      variants: [{ names: ['Made to measure', 'Nach Maß', 'Sur mesure'], cents: 1290, units: 0, mm: [66, 62, 97] }],
    },
    {
      slug: 'bike-light-mount',
      addedOn: '2026-09-10',
      texts: {
        en: {
          name: 'Bike Light Mount',
          description:
            'Holds the lamp you have on the bar you have. The clamp closes around bars of 22 to 32 mm with a strip of rubber between; the seat on top is made for your lamp. Two stainless screws and the rubber are included, the lamp is not. Tell us the bar’s diameter and the name of the lamp.',
          tags: ['bicycle', 'lamp', 'mount', 'made to measure'],
          alt: 'Coral clamp on a dark handlebar holding a round bicycle lamp that is lit',
        },
        de: {
          name: 'Fahrradlampenhalter',
          description:
            'Hält die Lampe, die Sie haben, an dem Lenker, den Sie haben. Die Klemme schließt um Rohre von 22 bis 32 mm, dazwischen liegt ein Gummistreifen; der Sitz oben wird für Ihre Lampe gemacht. Zwei rostfreie Schrauben und der Gummi sind dabei, die Lampe nicht. Nennen Sie uns Lenkerdurchmesser und Lampenmodell.',
          tags: ['Fahrrad', 'Lampe', 'Halter', 'Maßanfertigung'],
          alt: 'Korallenrote Klemme an dunklem Lenker mit einer leuchtenden runden Fahrradlampe',
        },
        fr: {
          name: 'Support de lampe de vélo',
          description:
            'Il tient la lampe que vous avez sur le guidon que vous avez. Le collier se ferme sur des tubes de 22 à 32 mm avec une bande de caoutchouc entre les deux, et le logement est fait pour votre lampe. Deux vis inoxydables et le caoutchouc sont fournis, pas la lampe. Indiquez le diamètre du guidon et le modèle de lampe.',
          tags: ['vélo', 'lampe', 'support', 'sur mesure'],
          alt: 'Collier corail sur un guidon sombre portant une lampe de vélo ronde allumée',
        },
      },
      variants: [{ names: ['Standard', 'Standard', 'Standard'], cents: 1490, units: 0, mm: [46, 46, 120] }],
    },
    {
      slug: 'balcony-hook',
      addedOn: '2026-04-11',
      texts: {
        en: {
          name: 'Balcony Hook',
          description:
            'Carries a flower box on a railing without a screw. The hook goes over rails of up to seven centimetres and can be made for a narrower one to the millimetre; a spur behind keeps the box upright. Printed from ASA, which stands sun and frost. In the box: one pair. Flower box and flowers are not included.',
          tags: ['balcony', 'flower box', 'hook', 'outdoor', 'pair'],
          alt: 'Two coral hooks carrying a white flower box with blossoms on a balcony railing',
        },
        de: {
          name: 'Balkonhaken',
          description:
            'Trägt einen Blumenkasten am Geländer, ganz ohne Schraube. Der Haken passt über Handläufe bis sieben Zentimeter und wird auf Wunsch millimetergenau für schmalere gemacht; ein Sporn hinten hält den Kasten gerade. Aus ASA gedruckt, das Sonne und Frost verträgt. Im Karton: ein Paar. Blumenkasten und Blumen sind nicht dabei.',
          tags: ['Balkon', 'Blumenkasten', 'Haken', 'draußen', 'Paar'],
          alt: 'Zwei korallenrote Haken tragen einen weißen Blumenkasten mit Blüten an einem Balkongeländer',
        },
        fr: {
          name: 'Crochet de balcon',
          description:
            'Il porte une jardinière sur une rambarde, sans une vis. Le crochet passe sur des mains courantes jusqu’à sept centimètres et se fait au millimètre pour une plus étroite. Un éperon à l’arrière garde la jardinière droite. Imprimé en ASA, qui supporte soleil et gel. Dans la boîte, une paire. Jardinière et fleurs non fournies.',
          tags: ['balcon', 'jardinière', 'crochet', 'extérieur', 'paire'],
          alt: 'Deux crochets corail portant une jardinière blanche fleurie sur une rambarde de balcon',
        },
      },
      variants: [{ names: ['Pair', 'Paar', 'Paire'], cents: 1890, units: 0, mm: [28, 139, 129] }],
    },
    {
      slug: 'drawer-divider',
      addedOn: '2026-10-13',
      texts: {
        en: {
          name: 'Drawer Divider',
          description:
            'A grid for your drawer, made to its inner size with half a millimetre of air, with walls where you want them. Walls are 42 mm high and 3 mm thick; larger drawers come in parts that hook together. Send us inner width, depth and height and a sketch of the compartments. What lies in them is yours.',
          tags: ['kitchen', 'office', 'drawer', 'order', 'made to measure'],
          alt: 'Ivory drawer insert with six compartments for screws, pencils, rings and small spools',
        },
        de: {
          name: 'Schubladeneinteiler',
          description:
            'Ein Raster für Ihre Schublade, auf ihr Innenmaß mit einem halben Millimeter Luft gemacht und mit Wänden, wo Sie sie wollen. Die Wände sind 42 mm hoch und 3 mm stark; größere Schubladen kommen in Teilen, die sich einhaken. Schicken Sie uns Innenbreite, Tiefe, Höhe und eine Skizze der Fächer. Der Inhalt ist Ihre Sache.',
          tags: ['Küche', 'Büro', 'Schublade', 'Ordnung', 'Maßanfertigung'],
          alt: 'Elfenbeinfarbener Schubladeneinsatz mit sechs Fächern für Schrauben, Stifte, Ringe und kleine Spulen',
        },
        fr: {
          name: 'Séparateur de tiroir',
          description:
            'Une grille pour votre tiroir, faite à ses dimensions intérieures avec un demi-millimètre de jeu, et des cloisons où vous les voulez. Les cloisons ont 42 mm de haut et 3 mm d’épaisseur. Les grands tiroirs arrivent en parties qui s’accrochent. Envoyez largeur, profondeur et hauteur intérieures et un croquis des cases. Le contenu n’est pas fourni.',
          tags: ['cuisine', 'bureau', 'tiroir', 'rangement', 'sur mesure'],
          alt: 'Casier de tiroir ivoire à six cases pour vis, crayons, anneaux et petites bobines',
        },
      },
      variants: [
        {
          suffix: 'S',
          names: ['Up to 30 cm', 'Bis 30 cm', 'Jusqu’à 30 cm'],
          cents: 1990,
          units: 0,
          options: { size: 's' },
          mm: [300, 220, 42],
        },
        {
          suffix: 'L',
          names: ['Up to 60 cm', 'Bis 60 cm', 'Jusqu’à 60 cm'],
          cents: 3290,
          units: 0,
          options: { size: 'l' },
          mm: [600, 440, 42],
        },
      ],
    },
  ]),
  ...shelf(prints('gifts', plastic), [
    {
      slug: 'lithophane',
      addedOn: '2026-11-05',
      texts: {
        en: {
          name: 'Photo Lithophane',
          description:
            'A photograph in thickness instead of colour. On the table it is a pale relief; hold it against the light and the picture is there. Printed upright in white in layers of 0.12 mm, 15 by 10 cm, in a birch-coloured frame with a foot. Send us a photo with clear light and shade, two megapixels or more.',
          tags: ['photo', 'gift', 'light', 'picture', 'personal'],
          alt: 'Backlit lithophane of mountains and a low sun over a lake in a birch-coloured frame',
        },
        de: {
          name: 'Foto-Lithophanie',
          description:
            'Ein Foto aus Dicke statt aus Farbe. Auf dem Tisch ist es ein blasses Relief; gegen das Licht gehalten, ist das Bild da. Stehend in Weiß mit Schichten von 0,12 mm gedruckt, 15 mal 10 cm, in einem birkenfarbenen Rahmen mit Fuß. Schicken Sie uns ein Foto mit klarem Licht und Schatten, ab zwei Megapixeln.',
          tags: ['Foto', 'Geschenk', 'Licht', 'Bild', 'persönlich'],
          alt: 'Von hinten beleuchtete Lithophanie mit Bergen und tiefer Sonne über einem See in birkenfarbenem Rahmen',
        },
        fr: {
          name: 'Lithophanie photo',
          description:
            'Une photo faite d’épaisseur au lieu de couleur. Sur la table, c’est un relief pâle. Devant la lumière, l’image apparaît. Imprimée debout, en blanc, par couches de 0,12 mm, en 15 sur 10 cm, dans un cadre couleur bouleau sur pied. Envoyez une photo aux ombres et lumières nettes, d’au moins deux mégapixels.',
          tags: ['photo', 'cadeau', 'lumière', 'image', 'personnalisé'],
          alt: 'Lithophanie rétroéclairée de montagnes et d’un soleil bas sur un lac, dans un cadre couleur bouleau',
        },
      },
      variants: [{ names: ['15 × 10 cm', '15 × 10 cm', '15 × 10 cm'], cents: 2490, units: 0, mm: [164, 44, 113] }],
    },
    {
      slug: 'name-sign',
      addedOn: '2026-10-20',
      texts: {
        en: {
          name: 'Name Sign',
          description:
            'A word of up to twelve letters, standing on its own base. The letters are 9 cm high and 24 mm thick with rounded edges; every one may have a colour of its own. For a door, a shelf or a cradle. Tell us the word, accents and umlauts included, and the order of colours. The picture shows A, B and C.',
          tags: ['name', 'letters', 'gift', 'nursery', 'personal'],
          alt: 'Standing letters A, B and C in coral, slate and moss on an ivory base',
        },
        de: {
          name: 'Namensschild',
          description:
            'Ein Wort mit bis zu zwölf Buchstaben, das auf seinem eigenen Sockel steht. Die Buchstaben sind 9 cm hoch und 24 mm stark, mit runden Kanten; jeder darf seine eigene Farbe haben. Für Tür, Regal oder Wiege. Nennen Sie uns das Wort samt Umlauten und Akzenten und die Folge der Farben. Das Bild zeigt A, B und C.',
          tags: ['Name', 'Buchstaben', 'Geschenk', 'Kinderzimmer', 'persönlich'],
          alt: 'Stehende Buchstaben A, B und C in Koralle, Schiefer und Moos auf elfenbeinfarbenem Sockel',
        },
        fr: {
          name: 'Prénom à poser',
          description:
            'Un mot de douze lettres au plus, debout sur son socle. Les lettres mesurent 9 cm de haut et 24 mm d’épaisseur, avec des bords arrondis, et chacune peut avoir sa couleur. Pour une porte, une étagère ou un berceau. Indiquez le mot avec ses accents et l’ordre des couleurs. L’image montre A, B et C.',
          tags: ['prénom', 'lettres', 'cadeau', 'chambre d’enfant', 'personnalisé'],
          alt: 'Lettres A, B et C debout, corail, ardoise et mousse, sur un socle ivoire',
        },
      },
      variants: [
        {
          names: ['Up to twelve letters', 'Bis zwölf Buchstaben', 'Douze lettres au plus'],
          cents: 1990,
          units: 0,
          mm: [284, 52, 98],
        },
      ],
    },
    {
      slug: 'soundwave-art',
      addedOn: '2026-11-12',
      texts: {
        en: {
          name: 'Soundwave Art',
          description:
            'Three seconds of your recording as a row of forty-one bars. The laugh of a friend is a good one, a heartbeat another. The wave is nearly 40 cm wide, fades from coral to plum and floats on two dark pins above a birch-coloured base. Send us the sound file and the second at which it begins.',
          tags: ['sound', 'gift', 'wave', 'voice', 'personal'],
          alt: 'Row of bars in the shape of a sound wave, from coral to plum, on a birch-coloured base',
        },
        de: {
          name: 'Klangwelle',
          description:
            'Drei Sekunden Ihrer Aufnahme als Reihe von einundvierzig Stäben. Das Lachen einer Freundin ist gut, ein Herzschlag auch. Die Welle ist fast 40 cm breit, verläuft von Koralle zu Pflaume und schwebt auf zwei dunklen Stiften über einem birkenfarbenen Sockel. Schicken Sie uns die Tondatei und die Sekunde, in der es losgeht.',
          tags: ['Klang', 'Geschenk', 'Welle', 'Stimme', 'persönlich'],
          alt: 'Reihe von Stäben in Form einer Schallwelle, von Koralle bis Pflaume, auf birkenfarbenem Sockel',
        },
        fr: {
          name: 'Onde sonore',
          description:
            'Trois secondes de votre enregistrement en une rangée de quarante et un bâtonnets. Le rire d’une amie convient bien, un battement de cœur aussi. L’onde, large de près de 40 cm, passe du corail à la prune et flotte sur deux tiges sombres au-dessus d’un socle couleur bouleau. Envoyez le fichier son et la seconde de départ.',
          tags: ['son', 'cadeau', 'onde', 'voix', 'personnalisé'],
          alt: 'Rangée de bâtonnets en forme d’onde sonore, du corail à la prune, sur un socle couleur bouleau',
        },
      },
      variants: [{ names: ['40 cm', '40 cm', '40 cm'], cents: 3490, units: 0, mm: [380, 46, 150] }],
    },
    {
      slug: 'city-skyline',
      addedOn: '2026-08-04',
      texts: {
        en: {
          name: 'City Skyline',
          description:
            'The outline of a city in three depths: what is near is dark and low, what is far is pale and tall. Each depth is printed by itself and plugs into the base, so that it can be swapped. 31 cm wide, 10 cm deep. Tell us which city, and where you would stand to look at it.',
          tags: ['city', 'skyline', 'gift', 'decoration'],
          alt: 'City skyline in three rows from dark to pale blue on a dark base',
        },
        de: {
          name: 'Skyline',
          description:
            'Die Silhouette einer Stadt in drei Tiefen: Was nah ist, ist dunkel und niedrig, was fern ist, hell und hoch. Jede Tiefe wird für sich gedruckt und in den Sockel gesteckt, damit sie sich tauschen lässt. 31 cm breit, 10 cm tief. Nennen Sie uns die Stadt und den Ort, von dem aus Sie schauen würden.',
          tags: ['Stadt', 'Skyline', 'Geschenk', 'Dekoration'],
          alt: 'Stadtsilhouette in drei Reihen von dunklem bis hellem Blau auf dunklem Sockel',
        },
        fr: {
          name: 'Silhouette de ville',
          description:
            'Le profil d’une ville sur trois plans. Ce qui est proche est sombre et bas, ce qui est loin est clair et haut. Chaque plan est imprimé à part et s’enfiche dans le socle, pour pouvoir en changer. Large de 31 cm, profond de 10 cm. Indiquez la ville et l’endroit d’où vous la regarderiez.',
          tags: ['ville', 'silhouette', 'cadeau', 'décoration'],
          alt: 'Silhouette de ville sur trois rangs, du bleu foncé au bleu pâle, sur un socle sombre',
        },
      },
      variants: [{ names: ['30 cm', '30 cm', '30 cm'], cents: 2990, units: 0, mm: [312, 96, 170] }],
    },
  ]),
];
