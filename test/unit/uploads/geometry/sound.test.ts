import { describe, expect, test } from 'vitest';
import { type Analysis, analyseModel } from '../../../../functions/uploads/geometry/analyse-model.ts';
import { LIMITS } from '../../../../functions/uploads/geometry/limits.ts';
import {
  asciiStl,
  binaryStl,
  box,
  CORE,
  cube,
  joined,
  mapped,
  meshXml,
  modelXml,
  objectXml,
  objLines,
  packageOf,
  relsXml,
  reversed,
  SHOP,
  sphere,
  TYPES,
  threeMf,
  threeMfOf,
  volumeOf,
} from '../../../support/models.ts';
import { writeZip } from '../../../support/zip-writer.ts';

async function measured(bytes: Buffer | string, fileName = 'part.stl', options = {}): Promise<Analysis> {
  const result = await analyseModel(Buffer.from(bytes), { ...SHOP, fileName, ...options });
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.reason));
  return result.analysis;
}

const CUBE = cube(20);
const BALL = sphere(10, [20, 20, 20]);
const L_SHAPE = [
  [0, 0],
  [30, 0],
  [30, 10],
  [10, 10],
  [10, 30],
  [0, 30],
] as const;

const bodies: [string, Buffer, Partial<Analysis>, string[]][] = [
  [
    'void',
    binaryStl(joined(cube(40), reversed(BALL))),
    { volumeMm3: 64_000 - volumeOf(BALL), shells: 2, watertight: true },
    ['internal-voids'],
  ],
  ['void-wrong-way', binaryStl(joined(cube(40), BALL)), { volumeMm3: 64_000, shells: 2 }, ['overlapping-shells']],
  ['inside-out', binaryStl(reversed(CUBE)), { volumeMm3: 8_000, signedVolumeMm3: -8_000 }, ['inside-out']],
  [
    'inside-out with a void',
    binaryStl(reversed(joined(cube(40), reversed(BALL)))),
    { volumeMm3: 64_000 - volumeOf(BALL) },
    ['inside-out', 'internal-voids'],
  ],
  [
    'inside-out-one-of-two',
    binaryStl(joined(CUBE, reversed(cube(20, [50, 0, 0])))),
    { volumeMm3: 16_000, signedVolumeMm3: 0 },
    ['inside-out'],
  ],
  ['overlap', binaryStl(joined(CUBE, cube(20, [10, 0, 0]))), { volumeMm3: 12_000 }, ['overlapping-shells']],
  [
    'overlap askew',
    binaryStl(joined(CUBE, cube(20, [13, 7, 9]))),
    { volumeMm3: 16_000 - 7 * 13 * 11 },
    ['overlapping-shells'],
  ],
  ['duplicate-body', binaryStl(joined(CUBE, CUBE)), { volumeMm3: 8_000, duplicateFaces: 12 }, ['duplicate-faces']],
];

const nearly = (value: number | null | undefined, wanted: number, share: number) =>
  Math.abs((value ?? Number.NaN) - wanted) <= Math.max(Math.abs(wanted) * share, 1e-6);

describe('bodies', () => {
  test.each(bodies)('%s prints what it encloses [UPL-04]', async (_, bytes, wanted, issues) => {
    const found = await measured(bytes, 'part.stl', { limits: { ...LIMITS, columns: 96, fineColumns: 320 } });
    for (const [name, value] of Object.entries(wanted)) {
      const actual = found[name as keyof Analysis];
      if (typeof value === 'number')
        expect([name, actual, nearly(actual as number, value, 1e-3)]).toEqual([name, actual, true]);
      else expect([name, actual]).toEqual([name, value]);
    }
    expect(found.issues).toEqual(expect.arrayContaining(issues));
    expect(found.issues).not.toContain('volume-uncertain');
  });

  test('far from the origin a mesh keeps its volume where the file has the digits [UPL-04]', async () => {
    const away = mapped(sphere(15), ([x, y, z]) => [x + 9e5, y - 9e5, z + 9e5]);
    const exact = await measured(threeMf(away), 'part.3mf');
    expect(nearly(exact.volumeMm3, volumeOf(sphere(15)), 1e-4)).toBe(true);
    const rounded = await measured(binaryStl(away));
    expect(Math.abs(rounded.boundingBoxMm.z - 30)).toBeLessThan(0.1);
  });
});

const ascii = asciiStl(CUBE);
const nine = (rest: number) => Buffer.concat([binaryStl(sphere(10, [0, 0, 0], 40)), Buffer.alloc(rest, 1)]);
const texts: [string, string, Buffer | string, string[]][] = [
  ['stl-bom', 'a.stl', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(ascii)]), []],
  ['tabs and upper case', 'a.stl', ascii.toUpperCase().replaceAll(' ', '\t'), []],
  ['CR', 'a.stl', ascii.replaceAll('\n', '\r'), []],
  ['CRLF and blank lines', 'a.stl', ascii.replaceAll('\n', '\r\n\r\n'), []],
  ['comments', 'a.stl', ascii.replace('facet', '# facet\nfacet'), []],
  ['stl-no-endsolid', 'a.stl', ascii.slice(0, ascii.indexOf('endsolid')), []],
  ['a header that begins with solid', 'a.stl', binaryStl(CUBE, { header: 'solid facet normal' }), []],
  ['stl-attributes', 'a.stl', binaryStl(CUBE, { attribute: 0x7fff }), []],
  [
    'obj-w0',
    'a.obj',
    objLines(CUBE)
      .map((line) => (line.startsWith('v') ? `${line} 0` : line))
      .join('\n'),
    [],
  ],
  [
    'obj-unknown-keys',
    'a.obj',
    [
      'mtllib ../../etc/passwd',
      'vp 0.1',
      'cstype bezier',
      's off',
      'g An f 1 2 9',
      'usemtl red',
      ...objLines(CUBE),
      'l 1 2',
      'p 1',
      'curv 0 1 1 2',
      'surf 0 1 0 1 1 2',
    ].join('\n'),
    [],
  ],
  [
    'obj-crlf-continuation',
    'a.obj',
    objLines(CUBE)
      .join(' \r\n')
      .replaceAll(/f (\d+) /g, 'f $1 \\\r\n '),
    [],
  ],
  ['stl-named-3mf', 'a.3mf', binaryStl(CUBE), ['named-as-other-format']],
  ['3mf named stl', 'a.stl', threeMf(CUBE), ['named-as-other-format']],
  ['obj named stl', 'a.stl', objLines(CUBE).join('\n'), ['named-as-other-format']],
  ['3mf-mirror', 'a.3mf', threeMf(CUBE, { item: 'transform="-1 0 0 0 1 0 0 0 1 0 0 0"' }), []],
  ['3mf-micron', 'a.3mf', threeMf(cube(20_000), { attributes: 'unit="micron"' }), []],
  [
    '3mf-stored',
    'a.3mf',
    writeZip(
      packageOf(modelXml(objectXml(1, meshXml(CUBE)), '<item objectid="1"/>')).map((entry) => ({
        ...entry,
        method: 0,
      })),
    ),
    [],
  ],
  [
    '3mf-data-descriptor',
    'a.3mf',
    writeZip(
      packageOf(modelXml(objectXml(1, meshXml(CUBE)), '<item objectid="1"/>')).map((entry) => ({
        ...entry,
        descriptor: true,
      })),
    ),
    [],
  ],
  [
    '3mf-zip64',
    'a.3mf',
    writeZip(
      packageOf(modelXml(objectXml(1, meshXml(CUBE)), '<item objectid="1"/>')).map((entry) => ({
        ...entry,
        zip64: true,
      })),
    ),
    [],
  ],
  [
    '3mf-zip-comment',
    'a.3mf',
    writeZip(packageOf(modelXml(objectXml(1, meshXml(CUBE)), '<item objectid="1"/>')), {
      comment: Buffer.alloc(65_535, 32),
    }),
    [],
  ],
  [
    '3mf-leading-slash',
    'a.3mf',
    writeZip([
      TYPES,
      { name: '_rels/.rels', data: relsXml('3D/3dmodel.model') },
      { name: '3D/3dmodel.model', data: modelXml(objectXml(1, meshXml(CUBE)), '<item objectid="1"/>') },
    ]),
    [],
  ],
  [
    '3mf-percent-name',
    'a.3mf',
    writeZip([
      TYPES,
      { name: '_rels/.rels', data: relsXml('/3D/w%C3%BCrfel%20eins.model') },
      { name: '3D/würfel eins.model', data: modelXml(objectXml(1, meshXml(CUBE)), '<item objectid="1"/>') },
    ]),
    [],
  ],
  [
    '3mf-utf16',
    'a.3mf',
    threeMfOf(
      Buffer.from(
        `\ufeff${modelXml(objectXml(1, meshXml(CUBE)), '<item objectid="1"/>', { declaration: '<?xml version="1.0" encoding="UTF-16"?>' })}`,
        'utf16le',
      ),
    ),
    [],
  ],
  [
    '3mf-prefix',
    'a.3mf',
    threeMfOf(
      `<x:model xmlns:x="${CORE}"><x:resources><x:object id="1">${meshXml(CUBE, 'x:')}</x:object></x:resources><x:build><x:item objectid="1"/></x:build></x:model>`,
    ),
    [],
  ],
  [
    '3mf-other-namespace-mesh',
    'a.3mf',
    threeMfOf(
      modelXml(
        objectXml(1, meshXml(CUBE).replace('<vertices>', '<vertices><v:vertex x="9" y="9" z="999"/>')),
        '<item objectid="1"/>',
        { attributes: 'xmlns:v="urn:other"' },
      ),
    ),
    [],
  ],
  [
    '3mf-triangle-sets',
    'a.3mf',
    threeMfOf(
      modelXml(
        `<m:colorgroup id="5"><m:color color="#fff"/></m:colorgroup>${objectXml(1, meshXml(CUBE).replace('v1="0"', 'paint_color="4" v1="0"').replace('</triangles>', '</triangles><t:trianglesets><t:triangleset name="a"><t:ref index="1"/></t:triangleset></t:trianglesets>'))}`,
        '<item objectid="1"/>',
        {
          attributes:
            'xmlns:m="http://schemas.microsoft.com/3dmanufacturing/material/2015/02" xmlns:t="http://schemas.microsoft.com/3dmanufacturing/trianglesets/2021/07" requiredextensions="m t"',
        },
      ),
    ),
    ['colours-ignored'],
  ],
  [
    '3mf-not-printable',
    'a.3mf',
    threeMfOf(
      modelXml(
        objectXml(1, meshXml(CUBE)),
        '<item objectid="1"/><item objectid="1" printable="0" transform="1 0 0 0 1 0 0 0 1 90 0 0"/>',
      ),
    ),
    ['items-ignored'],
  ],
  [
    '3mf-support',
    'a.3mf',
    threeMfOf(
      modelXml(
        objectXml(1, meshXml(CUBE)) + objectXml(2, meshXml(cube(9)), 'type="support"'),
        '<item objectid="1"/><item objectid="2"/>',
      ),
    ),
    ['supports-ignored'],
  ],
  [
    '3mf-cura',
    'a.3mf',
    threeMfOf(
      modelXml(
        objectXml(1, meshXml(CUBE)) +
          objectXml(
            2,
            `<metadatagroup><metadata name="cura:support_mesh" type="xs:boolean">True</metadata></metadatagroup>${meshXml(cube(30))}`,
          ) +
          objectXml(3, '<components><component objectid="1"/><component objectid="2"/></components>'),
        '<item objectid="3"/>',
      ),
    ),
    ['modifiers-ignored'],
  ],
  [
    '3mf-prusa-volumes',
    'a.3mf',
    threeMfOf(modelXml(objectXml(1, meshXml(joined(CUBE, cube(9, [30, 0, 0])))), '<item objectid="1"/>'), {
      name: 'Metadata/Slic3r_PE_model.config',
      data: '<config><object id="1"><volume firstid="0" lastid="11"><metadata type="volume" key="volume_type" value="ModelPart"/></volume><volume firstid="12" lastid="23"><metadata type="volume" key="volume_type" value="SupportBlocker"/></volume></object></config>',
    }),
    ['modifiers-ignored'],
  ],
  [
    'a component of a later object',
    'a.3mf',
    threeMfOf(
      modelXml(
        objectXml(3, '<components><component objectid="4"/></components>') + objectXml(4, meshXml(CUBE)),
        '<item objectid="3"/>',
      ),
    ),
    [],
  ],
];

describe('spellings of the same cube', () => {
  test.each(texts)('%s is 8,000 mm³ [UPL-04]', async (_, fileName, bytes, issues) => {
    const found = await measured(bytes, fileName);
    expect([found.volumeMm3 && Math.round(found.volumeMm3 * 1e3), found.triangles, found.watertight]).toEqual([
      8_000_000,
      12,
      true,
    ]);
    expect(found.issues).toEqual(issues);
  });

  test.each([1, 49, 50, 1_000])('%s bytes after the last triangle are ignored with a note [UPL-04]', async (rest) => {
    expect((await measured(nine(rest))).issues).toEqual(['trailing-bytes']);
  });

  test('a count below the triangles that follow is believed [UPL-04]', async () => {
    const found = await measured(binaryStl(joined(CUBE, cube(9, [30, 0, 0])), { count: 12 }));
    expect([found.triangles, found.issues]).toEqual([12, ['trailing-bytes']]);
  });

  test('a unit in the header is evidence and changes nothing [UPL-04]', async () => {
    const found = await measured(binaryStl(cube(5), { header: 'UNITS=cm' }));
    expect([found.volumeMm3, found.unitSuspicion?.guess, found.unitSuspicion?.headerUnit]).toEqual([125, 'cm', 'cm']);
  });

  test('relative indices count from where the face stands [UPL-04]', async () => {
    const lines = (mesh: ReturnType<typeof cube>) =>
      objLines(mesh).map((line) =>
        line.startsWith('f') ? line.replaceAll(/\d+/g, (one) => `${Number(one) - 9}`) : line,
      );
    const found = await measured([...lines(CUBE), ...lines(cube(10, [30, 0, 0]))].join('\n'), 'a.obj');
    expect(found.volumeMm3).toBeCloseTo(9_000);
  });

  test('a concave face is cut within its outline [UPL-04]', async () => {
    const corners = [0, 5].flatMap((z) => L_SHAPE.map(([x, y]) => `v ${x} ${y} ${z}`));
    const sides = L_SHAPE.map((_, at) => `f ${at + 1} ${((at + 1) % 6) + 1} ${((at + 1) % 6) + 7} ${at + 7}`);
    const found = await measured([...corners, 'f 6 5 4 3 2 1', 'f 7 8 9 10 11 12', ...sides].join('\n'), 'a.obj');
    expect([found.volumeMm3, found.areaMm2, found.watertight]).toEqual([2_500, 1_600, true]);
  });

  test('a unit scales translations as it scales vertices [UPL-04]', async () => {
    const parts =
      '<components><component objectid="1"/><component objectid="1" transform="1 0 0 0 1 0 0 0 1 2 0 0"/></components>';
    const model = modelXml(objectXml(1, meshXml(cube(1))) + objectXml(2, parts), '<item objectid="2"/>', {
      attributes: 'unit="inch"',
    });
    const found = await measured(threeMfOf(model), 'a.3mf');
    expect(found.boundingBoxMm.x).toBeCloseTo(76.2);
    expect(found.unitSuspicion).toBeUndefined();
  });

  test('fifty items of one object are fifty times as much, measured once [UPL-04]', async () => {
    const found = await measured(
      threeMfOf(modelXml(objectXml(1, meshXml(CUBE)), '<item objectid="1"/>'.repeat(50))),
      'a.3mf',
    );
    expect([found.volumeMm3, found.shells, found.triangles]).toEqual([400_000, 50, 600]);
    expect(found.items).toEqual([{ quantity: 50, boundingBoxMm: { x: 20, y: 20, z: 20 }, volumeMm3: 8_000 }]);
  });

  test.each([
    [
      'Metadata/Slic3r_PE_model.config',
      '<config><object id="1"><volume firstid="12" lastid="23"><metadata type="volume" key="volume_type" value="NegativeVolume"/></volume></object></config>',
    ],
    [
      'Metadata/model_settings.config',
      '<config><object id="2"><part id="1" subtype="normal_part"/><part id="3" subtype="negative_part"/></object></config>',
    ],
  ])('a negative part of %s is never added, and a person looks at it [UPL-04]', async (name, data) => {
    const model = name.includes('Slic3r')
      ? modelXml(objectXml(1, meshXml(joined(CUBE, cube(9, [5, 5, 5])))), '<item objectid="1"/>')
      : modelXml(
          objectXml(1, meshXml(CUBE)) +
            objectXml(3, meshXml(cube(9, [5, 5, 5]))) +
            objectXml(2, '<components><component objectid="1"/><component objectid="3"/></components>'),
          '<item objectid="2"/>',
        );
    const found = await measured(threeMfOf(model, { name, data }), 'a.3mf');
    expect(found.volumeMm3).toBeCloseTo(8_000);
    expect(found.issues).toEqual(expect.arrayContaining(['modifiers-ignored', 'volume-uncertain']));
  });

  test('ids are local to a part, and p:path leads to another [UPL-04]', async () => {
    const production =
      'xmlns:p="http://schemas.microsoft.com/3dmanufacturing/production/2015/06" requiredextensions="p"';
    const main = modelXml(
      objectXml(1, meshXml(CUBE)),
      '<item objectid="1"/><item objectid="1" p:path="/3D/other.model"/>',
      { attributes: production },
    );
    const other = modelXml(objectXml(1, meshXml(box([10, 10, 30]))), '');
    const found = await measured(threeMfOf(main, { name: '3D/other.model', data: other }), 'a.3mf');
    expect(found.volumeMm3).toBeCloseTo(11_000);
  });
});

test('a wall of 0.6 mm is thinner than materials allow, standing straight or askew [QUO-02]', async () => {
  const turned = mapped(box([40, 0.6, 30]), ([x, y, z]) => [x * 0.8 - y * 0.6, x * 0.6 + y * 0.8, z]);
  for (const plate of [box([40, 0.6, 30]), turned]) {
    const found = await measured(binaryStl(plate), 'a.stl', { limits: LIMITS });
    expect(found.issues).toContain('thin-walls');
    expect(found.thinShare['pla']).toBeGreaterThan(0.9);
  }
  const thick = await measured(binaryStl(box([40, 3, 30])));
  expect(thick.thinShare).toEqual({ pla: 0, petg: 0 });
});

test('what hangs over needs support down to the bed, what leans by 45° does not [QUO-02]', async () => {
  const table = joined(box([10, 10, 20]), box([40, 10, 5], [-15, 0, 20]));
  const found = await measured(binaryStl(table), 'a.stl', { limits: LIMITS });
  expect(nearly(found.supportVolumeMm3, 30 * 10 * 20, 0.02)).toBe(true);
  expect(nearly(found.supportAreaMm2, 30 * 10, 0.02)).toBe(true);
  const leaning = mapped(box([10, 10, 20]), ([x, y, z]) => [x + z * 0.9, y, z]);
  expect((await measured(binaryStl(leaning))).supportVolumeMm3).toBe(0);
});

test('an item has room in any of the six orders of its axes, for each material by its machines [QUO-02]', async () => {
  const fits = async (x: number, y: number, z: number) => (await measured(binaryStl(box([x, y, z])))).fits;
  expect(await fits(200, 210, 250)).toEqual({ petg: true, pla: true });
  expect(await fits(210, 211, 250)).toEqual({ petg: false, pla: true });
  const huge = await measured(binaryStl(box([401, 10, 10])));
  expect([huge.fits, huge.issues]).toEqual([{ petg: false, pla: false }, ['too-large-for-every-machine']]);
});

test.each([
  [0.2, 'm'],
  [1.2, 'inch'],
  [9.9, 'inch'],
  [10, undefined],
  [300, undefined],
  [1_001, 'too-large'],
])('a side of %s asks for the unit, guessing %s, unless the customer gave it [UPL-04]', async (side, guess) => {
  const bytes = binaryStl(box([side, side / 2, side / 2]));
  const found = await measured(bytes);
  expect(found.unitSuspicion?.guess).toBe(guess);
  expect(found.issues.includes('unit-suspicion')).toBe(guess !== undefined);
  if (guess !== undefined) {
    const inch = found.unitSuspicion?.readings.find(({ unit }) => unit === 'inch');
    expect(inch?.boundingBoxMm[0]).toBeCloseTo(side * 25.4, 3);
  }
  const given = await analyseModel(bytes, { ...SHOP, fileName: 'a.stl', unit: 'cm' });
  if (given.outcome === 'refused') expect(side).toBeGreaterThan(1e5);
  else
    expect([given.analysis.unitSuspicion, given.analysis.boundingBoxMm.x / side]).toEqual([
      undefined,
      expect.closeTo(10, 4),
    ]);
});
