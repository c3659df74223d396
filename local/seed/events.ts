import { shelf } from './product-lines.ts';

const tickets = (category: string) => ({ department: 'events', kind: 'ticket', category }) as const;

export const eventProducts = [
  ...shelf(tickets('workshops'), [
    [
      'workshop-first-print',
      'Workshop: Your First Print',
      'An evening from the file to the finished part. Printers are here, and you take home what you made.',
      ['', 'One seat', 3900, 24],
    ],
    [
      'workshop-cad-basics',
      'Workshop: CAD from Scratch',
      'Two evenings on sketching, extruding and keeping a model changeable. Bring a laptop.',
      ['', 'One seat', 7900, 12],
    ],
    [
      'workshop-resin',
      'Workshop: Resin Without Fear',
      'Supports, washing, curing and what goes into which bin. Gloves and goggles are provided.',
      ['', 'One seat', 4900, 3],
    ],
    [
      'workshop-painting',
      'Workshop: Painting Miniatures',
      'Base, wash, highlight: one figure in three hours. Paints and brushes are on the table.',
      ['', 'One seat', 3500, 16],
    ],
    [
      'workshop-family',
      'Workshop: Family Saturday',
      'Children from eight years design a key ring, and the printers do the rest during lunch.',
      ['ADULT', 'Adult', 1900, 30, { guest: 'adult' }],
      ['CHILD', 'Child', 1200, 40, { guest: 'child' }],
    ],
  ]),
  ...shelf(tickets('exhibitions'), [
    [
      'exhibition-layers',
      'Exhibition: Layers',
      'Objects that could not have been made any other way, from jewellery to a bridge.',
      ['FULL', 'Full price', 1400, 800, { guest: 'adult' }],
      ['REDUCED', 'Reduced', 900, 500, { guest: 'reduced' }],
    ],
    [
      'exhibition-prosthetics',
      'Exhibition: A Hand for Everyone',
      'How open designs for prostheses went around the world, and who builds them.',
      ['FULL', 'Full price', 1200, 400, { guest: 'adult' }],
      ['REDUCED', 'Reduced', 800, 250, { guest: 'reduced' }],
    ],
    [
      'exhibition-night',
      'Long Night of Making',
      'The exhibition until midnight, with every machine running and somebody beside it who explains.',
      ['', 'One guest', 1800, 0],
    ],
  ]),
  ...shelf(tickets('fairs'), [
    [
      'maker-fair',
      'Maker Fair',
      'Two days, eighty tables, a repair corner and a race of printed cars.',
      ['DAY', 'Day ticket', 1500, 2_000, { days: '1' }],
      ['WEEKEND', 'Weekend', 2400, 1_200, { days: '2' }],
    ],
    [
      'swap-meet',
      'Filament Swap Meet',
      'Bring the colours you do not need and take those that somebody else does not.',
      ['', 'One guest', 500, 150],
    ],
    [
      'repair-cafe',
      'Repair Café with Printers',
      'Bring the thing with the broken plastic part. We measure, draw and print it together.',
      ['', 'One guest', 700, 20],
    ],
  ]),
  ...shelf(tickets('talks'), [
    [
      'talk-architecture',
      'Talk: Houses from a Nozzle',
      'What printed concrete can do by now, what it costs, and what the building inspector says.',
      ['', 'One seat', 1200, 180],
    ],
    [
      'talk-materials',
      'Talk: Materials after Plastic',
      'Printing with clay, cellulose and mushroom: results, failures and samples to touch.',
      ['', 'One seat', 1200, 4],
    ],
    [
      'talk-law',
      'Talk: May I Print That?',
      'Spare parts, trademarks and licences, explained with cases instead of paragraphs.',
      ['', 'One seat', 1000, 90],
    ],
  ]),
];
