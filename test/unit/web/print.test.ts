import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SEED_PRICE_RULES } from '../../../local/seed/price-rules.ts';
import { at, numbersOf, rulesOf, type Typed, textAt, withAt, withCopy } from '../../../web/backoffice/rules-form.ts';
import { measureMesh, readTriangles } from '../../../web/shop/mesh.ts';
import { measuredBy, type PrintOptions, unitFactor } from '../../../web/shop/print-shapes.ts';
import { configOf, plateFor } from '../../../web/storefront/print-config.ts';
import officeDe from '../../../web/words/making/de.ts';
import officeEn from '../../../web/words/making/en.ts';
import officeFr from '../../../web/words/making/fr.ts';
import de from '../../../web/words/print/de.ts';
import en from '../../../web/words/print/en.ts';
import fr from '../../../web/words/print/fr.ts';
import { asciiStl, binaryStl, box, cube, joined, objLines, sphere, volumeOf } from '../../support/models.ts';

const bytesOf = (content: Buffer | string): ArrayBuffer => Uint8Array.from(Buffer.from(content)).buffer;
const read = (name: string, content: Buffer | string) => {
  const triangles = readTriangles(name, bytesOf(content));
  return triangles && measureMesh(triangles);
};

describe('what a browser measures of a model', () => {
  test.each([
    ['part.stl', binaryStl(box([40, 30, 20], [100, -7, 3]))],
    ['part.stl', asciiStl(box([40, 30, 20], [100, -7, 3]))],
    ['part.obj', objLines(box([40, 30, 20], [100, -7, 3])).join('\n')],
  ])('%s is read in every way that it may be written, wherever it lies [UPL-04]', (name, content) => {
    const mesh = read(name, content);
    expect(mesh?.measures.box.map((side) => Math.round(side))).toEqual([40, 30, 20]);
    expect(mesh?.measures.volume).toBeCloseTo(24_000, 0);
    expect(mesh?.measures.area).toBeCloseTo(2 * (1_200 + 800 + 600), 0);
    expect(mesh?.measures.wallArea).toBeCloseTo(2 * (800 + 600), 0);
    expect(mesh?.measures.triangles).toBe(12);
    expect(mesh?.measures.support).toBe(0);
  });

  test('a file that ends early, no shape and a 3MF are left to the shop', () => {
    expect(read('part.3mf', 'PK')).toBeUndefined();
    expect(read('part.stl', binaryStl(cube(10)).subarray(0, 300))).toBeUndefined();
    expect(read('part.stl', '')).toBeUndefined();
    expect(read('part.obj', 'v 0 0 0\nf 1 2 3')).toBeUndefined();
  });

  test('what hangs over the plate is supported down to it and comes last', () => {
    const mesh = read('part.stl', binaryStl(joined(cube(10), cube(10, [0, 0, 30]))));
    // Of the upper cube the two triangles of its lower face: 100 mm² at a height of 30 mm.
    expect(mesh?.steepFrom).toBe(22);
    expect(mesh?.measures.support).toBeCloseTo(3_000, 0);
  });

  test('a volume is the sum of its parts and grows with the third power of the scale', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 50, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (side, k) => {
          const mesh = sphere(side);
          const found = read('part.stl', binaryStl(mesh))?.measures;
          expect(found?.volume).toBeCloseTo(Math.abs(volumeOf(mesh)), -Math.floor(Math.log10(side ** 3 / 1000)));
          const measured = found && measuredBy(found, k);
          expect((measured?.volumeMm3 ?? 0) / ((found?.volume ?? 1) * k ** 3)).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('a file that is read in inches is 25.4 times as long as in millimetres', () => {
    expect(unitFactor('mm', 'inch')).toBe(25.4);
    expect(unitFactor('inch', 'mm')).toBeCloseTo(1 / 25.4);
    expect(unitFactor('m', undefined)).toBe(1);
  });
});

const options: PrintOptions = {
  rulesVersion: 1,
  currency: 'EUR',
  materials: [
    {
      id: 'pla',
      name: 'PLA',
      technology: 'fdm',
      colours: ['coral', 'black'],
      finishes: ['as-printed'],
      infill: 15,
      minimumWallMm: 0.8,
    },
    {
      id: 'resin',
      name: 'Resin',
      technology: 'msla',
      colours: ['grey'],
      finishes: ['as-printed'],
      infill: 0,
      minimumWallMm: 0.6,
    },
  ],
  colours: [],
  finishes: [],
  machines: [
    { id: 'large', name: 'Large', technology: 'fdm', materials: ['pla'], buildVolumeMm: { x: 350, y: 350, z: 350 } },
    { id: 'small', name: 'Small', technology: 'fdm', materials: ['pla'], buildVolumeMm: { x: 250, y: 210, z: 210 } },
  ],
  quantityBreaks: [],
  maxQuantity: 500,
  rush: { percent: 40, leadDays: 1 },
  leadDays: 3,
};
const draft = { quantity: 2, rush: false, note: '', units: {} };

describe('what is chosen for a print', () => {
  test('is what is offered: a colour that another material has does not go along with it [QUO-02]', () => {
    expect(configOf({ ...draft, material: 'resin', colour: 'coral', infill: 40 }, options, undefined)).toEqual({
      material: 'resin',
      colour: 'grey',
      finish: 'as-printed',
      quantity: 2,
      rush: false,
    });
    expect(configOf({ ...draft, material: 'gone', quantity: 9_000 }, options, 'cm')).toEqual({
      material: 'pla',
      colour: 'coral',
      finish: 'as-printed',
      infill: 15,
      quantity: 500,
      unit: 'cm',
      rush: false,
    });
  });

  test('stands on the smallest plate that has room for it, however it lies', () => {
    expect(plateFor(options, 'pla', [200, 40, 40])).toEqual({ x: 250, y: 210 });
    expect(plateFor(options, 'pla', [40, 40, 240])).toEqual({ x: 250, y: 210 });
    expect(plateFor(options, 'pla', [40, 40, 300])).toEqual({ x: 350, y: 350 });
    expect(plateFor(options, 'resin', [1, 1, 1])).toBeUndefined();
  });
});

describe('price rules as they are typed', () => {
  const rules = SEED_PRICE_RULES as unknown as Typed;
  const typedAll = numbersOf(rules).reduce<Typed>((typed, path) => {
    const value = at(typed, path);
    return typeof value === 'number' ? withAt(typed, path, String(value).replace('.', ',')) : typed;
  }, rules);

  test('come back as they were, also with a decimal comma', () => {
    expect(rulesOf(typedAll)).toEqual({ rules: SEED_PRICE_RULES, faults: [] });
  });

  test('have a form field for every number that they hold', () => {
    const numbers = (value: unknown, path: string): string[] =>
      typeof value === 'number'
        ? [path]
        : typeof value === 'object' && value !== null
          ? Object.entries(value).flatMap(([key, one]) => numbers(one, path ? `${path}.${key}` : key))
          : [];
    const paths = new Set(numbersOf(rules));
    // What an estimate is off by was measured, and is no choice.
    expect(numbers(rules, '').filter((path) => !paths.has(path) && !path.startsWith('error.'))).toEqual([]);
  });

  test('a number that is none is named, and one that may be missing is not', () => {
    const typed = withAt(withAt(rules, 'setupCents', 'five'), 'machines.0.wallMmPerS', '');
    expect(rulesOf(typed).faults).toEqual(['setupCents']);
    expect(at(rulesOf(typed).rules as unknown as Typed, 'machines.0.wallMmPerS')).toBeUndefined();
  });

  test('a part is taken out and copied under an id of its own', () => {
    const list = at(rules, 'machines') as readonly Typed[];
    const copied = withCopy(withCopy(list));
    expect(copied.map((one) => at(one, 'id')).slice(-3)).toEqual([
      at(list.at(-1), 'id'),
      `${textAt(list.at(-1), 'id')}-2`,
      `${textAt(list.at(-1), 'id')}-2-2`,
    ]);
    expect((at(withAt(rules, 'machines.0', undefined), 'machines') as readonly Typed[]).length).toBe(list.length - 1);
  });
});

const shapeOf = (words: object, path = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? shapeOf(value, `${path}${key}.`)
      : [`${path}${key}${typeof value === 'function' ? `(${value.length})` : ''}`],
  );

test.each([
  ['German', officeDe],
  ['French', officeFr],
])('%s says everything of the back office’s printing that English says', (_language, words) => {
  expect(shapeOf(words)).toEqual(shapeOf(officeEn));
});

test('every field of the rules has a name', () => {
  const fields = numbersOf(SEED_PRICE_RULES as unknown as Typed).map((path) =>
    path.replace(/^(machines|materials|finishes|quantityBreaks)\.\d+\./, ''),
  );
  expect(fields.filter((field) => officeEn.rules.fields[field] === undefined)).toEqual([]);
});

test.each([
  ['German', de],
  ['French', fr],
])('%s says everything of printing that English says, every refusal among it', (_language, words) => {
  expect(shapeOf(words)).toEqual(shapeOf(en));
});
