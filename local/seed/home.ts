import { shelf } from './product-lines.ts';

const home = (category: string) => ({ department: 'home', kind: 'stock', category }) as const;

export const homeProducts = [
  ...shelf(home('vases'), [
    [
      'twist-vase',
      'Twist Vase',
      'A vase that turns once around itself on its way up. Printed in one piece and sealed inside, so it holds water.',
      ['S', 'Small, 14 cm', 1890, 10_000, { size: 'S' }],
      ['M', 'Medium, 20 cm', 2490, 10_000, { size: 'M' }],
      ['L', 'Large, 28 cm', 3990, 10_000, { size: 'L' }],
    ],
    [
      'ripple-vase',
      'Ripple Vase',
      'Fine rings run around the wall like water after a dropped stone. For dried flowers and single stems.',
      ['SAND', 'Sand', 2290, 46, { colour: 'sand' }],
      ['SLATE', 'Slate', 2290, 3, { colour: 'slate' }],
      ['MOSS', 'Moss', 2290, 0, { colour: 'moss' }],
    ],
    [
      'facet-bud-vase',
      'Facet Bud Vase',
      'Small enough for a windowsill, heavy enough to stay there: the foot is filled with sand.',
      ['', 'Standard', 1290, 120],
    ],
    [
      'shell-vase',
      'Shell Vase',
      'The spiral of a sea snail, opened at the top. Each one shows its own grain of layers.',
      ['', 'Standard', 3490, 4],
    ],
  ]),
  ...shelf(home('lighting'), [
    [
      'lattice-lamp',
      'Lattice Table Lamp',
      'A shade of crossing struts that throws a net of light on the wall. Socket and cable are included, the bulb is not.',
      ['WARM', 'Ivory shade', 5990, 34, { shade: 'ivory' }],
      ['DARK', 'Graphite shade', 5990, 21, { shade: 'graphite' }],
    ],
    [
      'moon-night-light',
      'Moon Night Light',
      'A relief of the near side of the moon that shows only when it is lit. Charged by USB-C, dims by touch.',
      ['', 'Standard', 3290, 64],
    ],
    [
      'pleat-pendant',
      'Pleated Pendant Shade',
      'Folded like paper, printed in one wall. Fits E27 sockets and LED bulbs of up to nine watts.',
      ['30', '30 cm', 6490, 12, { diameter: '30 cm' }],
      ['40', '40 cm', 8490, 2, { diameter: '40 cm' }],
    ],
    [
      'tealight-set',
      'Tealight Holders, Set of Three',
      'Three heights that line up into a flight of stairs. With glass inserts, so that no flame comes near the print.',
      ['', 'Set of three', 1590, 88],
    ],
  ]),
  ...shelf(home('planters'), [
    [
      'self-watering-planter',
      'Self-Watering Planter',
      'An inner pot over a reservoir with a wick between them: a week of holiday without a neighbour.',
      ['S', '12 cm', 1690, 150, { size: 'S' }],
      ['M', '16 cm', 2190, 97, { size: 'M' }],
    ],
    [
      'geo-planter',
      'Geo Planter',
      'Triangles all the way around and a hole in the bottom where it belongs. The saucer comes with it.',
      ['', 'With saucer', 1490, 75],
    ],
    [
      'wall-planter',
      'Wall Planter',
      'Hangs on one screw and drains into a tray that can be taken out from the front.',
      ['', 'Single', 1990, 0],
      ['TRIO', 'Set of three', 4990, 18],
    ],
    [
      'herb-trough',
      'Herb Trough',
      'Room for three pots of herbs on a kitchen windowsill, with a lip that keeps the water off the wood.',
      ['', 'Standard', 2790, 33],
    ],
  ]),
  ...shelf(home('tableware'), [
    [
      'coaster-set',
      'Contour Coasters, Set of Six',
      'Six levels of an imaginary island; stacked in order they make the hill. Cork underneath.',
      ['', 'Set of six', 1890, 210],
    ],
    [
      'napkin-rings',
      'Woven Napkin Rings, Set of Four',
      'Printed as a braid without a beginning. Wipe clean with a damp cloth.',
      ['', 'Set of four', 1290, 57],
    ],
    [
      'fruit-bowl',
      'Open Fruit Bowl',
      'Air reaches the fruit from below, so it keeps longer. Forty centimetres across.',
      ['', 'Standard', 3690, 9],
    ],
    [
      'bread-basket',
      'Loop Bread Basket',
      'A single line, wound eighty times. The linen inlay can be washed.',
      ['', 'Standard', 2890, 1],
    ],
    [
      'egg-cups',
      'Egg Cups, Set of Two',
      'One leans to the left, one to the right. The egg stays upright in both.',
      ['', 'Set of two', 990, 140],
    ],
  ]),
];
