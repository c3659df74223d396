import { shelf } from './product-lines.ts';

const workshop = (category: string) => ({ department: 'workshop', kind: 'stock', category }) as const;

export const workshopProducts = [
  ...shelf(workshop('filament'), [
    [
      'pla-basic',
      'PLA Basic, 1 kg',
      'The everyday filament: 1.75 mm, wound evenly, dried before it is sealed. Prints from 200 °C.',
      ['WHITE', 'White', 1990, 640, { colour: 'white' }],
      ['BLACK', 'Black', 1990, 580, { colour: 'black' }],
      ['GREY', 'Grey', 1990, 320, { colour: 'grey' }],
      ['CORAL', 'Coral', 2090, 4, { colour: 'coral' }],
    ],
    [
      'petg-tough',
      'PETG Tough, 1 kg',
      'For parts that are dropped, bent and left in the car. 1.75 mm, prints from 235 °C.',
      ['CLEAR', 'Clear', 2490, 180, { colour: 'clear' }],
      ['BLACK', 'Black', 2490, 220, { colour: 'black' }],
    ],
    [
      'tpu-flex',
      'TPU Flex 95A, 500 g',
      'Rubber on a spool. Print slowly and directly, and it makes seals, feet and phone cases.',
      ['', 'Natural', 2690, 45],
    ],
    [
      'asa-outdoor',
      'ASA Outdoor, 1 kg',
      'Keeps shape and colour in the sun. Wants a warm chamber and an open window.',
      ['ANTHRACITE', 'Anthracite', 3190, 28, { colour: 'anthracite' }],
      ['CREAM', 'Cream', 3190, 0, { colour: 'cream' }],
    ],
    [
      'wood-fill',
      'Wood Fill, 750 g',
      'A third of it is fine wood. Sand it, stain it, and use a nozzle of at least half a millimetre.',
      ['', 'Birch', 2990, 60],
    ],
  ]),
  ...shelf(workshop('resin'), [
    [
      'resin-standard',
      'Standard Resin, 1 l',
      'Sharp edges and little smell for a resin. For 405 nm printers; wear gloves.',
      ['GREY', 'Grey', 2990, 130, { colour: 'grey' }],
      ['CLEAR', 'Clear', 3190, 75, { colour: 'clear' }],
    ],
    [
      'resin-tough',
      'Tough Resin, 1 l',
      'Bends before it breaks. For clips, hinges and housings that are opened often.',
      ['', 'Blue-grey', 4290, 3],
    ],
    [
      'resin-wash',
      'Wash Fluid, 5 l',
      'Takes uncured resin off without alcohol. Filter it and use it again.',
      ['', 'Canister', 3890, 40],
    ],
  ]),
  ...shelf(workshop('tools'), [
    [
      'deburring-set',
      'Deburring Set',
      'A handle and ten blades for edges and holes. Cuts on the pull, which is the side that stays clean.',
      ['', 'Handle and ten blades', 1490, 95],
    ],
    [
      'flush-cutter',
      'Flush Cutter',
      'Cuts supports level with the surface. Hardened, with a spring that does not fall out.',
      ['', 'Standard', 1190, 160],
    ],
    [
      'digital-caliper',
      'Digital Caliper, 150 mm',
      'Steel, one hundredth of a millimetre, and a battery that lasts because it really turns off.',
      ['', '150 mm', 2990, 52],
    ],
    [
      'filament-dryer',
      'Filament Dryer',
      'Two spools at up to 70 °C while the printer draws from them. Shows the humidity inside.',
      ['', 'Two spools', 7990, 7],
    ],
    [
      'bed-scraper',
      'Bed Scraper',
      'Thin, rounded at the corners, ground on one side. Lifts prints and leaves the plate alone.',
      ['', 'Standard', 890, 0],
    ],
  ]),
  ...shelf(workshop('spare-parts'), [
    [
      'brass-nozzles',
      'Brass Nozzles, Set of Five',
      'One of each size that is used, and a second of the one that clogs.',
      ['04', '0.4 mm', 1290, 300, { diameter: '0.4 mm' }],
      ['06', '0.6 mm', 1290, 140, { diameter: '0.6 mm' }],
    ],
    [
      'spring-steel-plate',
      'Spring Steel Build Plate',
      'Powder-coated on one side, smooth on the other. Bend it and the print lets go.',
      ['235', '235 × 235 mm', 2790, 85, { size: '235 mm' }],
      ['256', '256 × 256 mm', 2990, 62, { size: '256 mm' }],
    ],
    [
      'ptfe-tube',
      'PTFE Tube, 2 m',
      'Two millimetres inside, cut square, with two couplings that hold.',
      ['', 'Two metres', 990, 2],
    ],
  ]),
  ...shelf({ ...workshop('books'), taxClass: 'reduced' }, [
    [
      'book-first-layers',
      'First Layers: A Printing Primer',
      'From the unboxing to the first part that fits. Every chapter ends with something useful to print.',
      ['', 'Paperback, 240 pages', 2400, 110],
    ],
    [
      'book-tolerances',
      'Tolerances for Makers',
      'Why the peg does not fit the hole, and how much to leave so that it does. With tables to keep by the printer.',
      ['', 'Paperback, 160 pages', 2900, 5],
    ],
  ]),
];
