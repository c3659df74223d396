import { shelf } from './product-lines.ts';

const plastic = {
  material: ['PLA', 'PETG'],
  finish: ['as printed', 'sanded', 'primed'],
  colour: ['white', 'black', 'grey', 'coral', 'moss', 'slate'],
};
const outdoor = {
  material: ['ASA', 'PETG'],
  finish: ['as printed', 'sealed'],
  colour: ['anthracite', 'cream', 'black'],
};
const resin = {
  material: ['standard resin', 'tough resin'],
  finish: ['as printed', 'polished', 'primed'],
  colour: ['grey', 'clear', 'white'],
};
const prints = (category: string, configuration: typeof plastic) =>
  ({ department: 'prints', kind: 'print', category, configuration }) as const;

export const printProducts = [
  ...shelf(prints('architecture', plastic), [
    [
      'site-model',
      'Site Model',
      'The block around your building from public height data, cut where you draw the line.',
      ['500', 'Scale 1:500', 14900, 0, { scale: '1:500' }],
      ['1000', 'Scale 1:1000', 8900, 0, { scale: '1:1000' }],
    ],
    [
      'facade-panel',
      'Facade Panel',
      'One bay of a facade as a relief, for the hand and for the jury.',
      ['', 'A4', 6900, 0],
    ],
    [
      'terrain-relief',
      'Terrain Relief',
      'A mountain, a valley or an island of your choice with its heights exaggerated as much as you like.',
      ['S', '15 × 15 cm', 3900, 0, { size: 'S' }],
      ['M', '25 × 25 cm', 6900, 0, { size: 'M' }],
    ],
    [
      'floor-plan-model',
      'Floor Plan Model',
      'Your plan with walls of one storey, open from above. Furniture by request.',
      ['', 'One storey', 9900, 0],
    ],
  ]),
  ...shelf(prints('miniatures', resin), [
    [
      'figure-32',
      'Tabletop Figure, 32 mm',
      'One hero, one base. Printed in resin at 35 micrometres and cleaned of every support.',
      ['', '32 mm', 1490, 0],
    ],
    [
      'figure-75',
      'Display Figure, 75 mm',
      'For those who paint eyes. Comes in parts with keys, so that it fits without filler.',
      ['', '75 mm', 3490, 0],
    ],
    [
      'ruin-set',
      'Ruined Tower Set',
      'Three floors that stack and come apart where the battle goes on.',
      ['', 'Three floors', 5900, 0],
    ],
    [
      'dice-tower',
      'Dice Tower',
      'Tumbles dice down a winding stair and lets them out in a tray.',
      ['', 'Standard', 2990, 0],
    ],
  ]),
  ...shelf(prints('functional', outdoor), [
    [
      'hose-adapter',
      'Hose Adapter',
      'From one diameter to another, both to the tenth of a millimetre. Tell us what you measured.',
      ['', 'Made to measure', 1290, 0],
    ],
    [
      'bike-light-mount',
      'Bike Light Mount',
      'Holds the lamp you have on the bar you have. Two screws are included.',
      ['', 'Standard', 1490, 0],
    ],
    [
      'balcony-hook',
      'Balcony Hook',
      'Carries a flower box on a railing of up to seven centimetres without a screw.',
      ['', 'Pair', 1890, 0],
    ],
    [
      'drawer-divider',
      'Drawer Divider',
      'A grid for your drawer, made to its inner size, with walls where you want them.',
      ['S', 'Up to 30 cm', 1990, 0, { size: 'S' }],
      ['L', 'Up to 60 cm', 3290, 0, { size: 'L' }],
    ],
  ]),
  ...shelf(prints('gifts', plastic), [
    [
      'lithophane',
      'Photo Lithophane',
      'A photograph in thickness instead of colour. Hold it against the light and it is there.',
      ['', '15 × 10 cm', 2490, 0],
    ],
    [
      'name-sign',
      'Name Sign',
      'A word of up to twelve letters, standing on its own feet.',
      ['', 'Up to twelve letters', 1990, 0],
    ],
    [
      'soundwave-art',
      'Soundwave Art',
      'Three seconds of your recording as a row of bars. The laugh of a friend is a good one.',
      ['', '40 cm', 3490, 0],
    ],
    [
      'city-skyline',
      'City Skyline',
      'The outline of a city in three depths. Tell us which, and where you would stand.',
      ['', '30 cm', 2990, 0],
    ],
  ]),
];
