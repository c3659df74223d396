import { describe, expect, test } from 'vitest';
import { type Analysis, analyseModel } from '../../../../functions/uploads/geometry/analyse-model.ts';
import {
  asciiStl,
  binaryStl,
  box,
  CORE,
  cube,
  joined,
  MODEL_TYPE,
  mapped,
  meshXml,
  modelXml,
  objectXml,
  objLines,
  packageOf,
  relsXml,
  SHOP,
  TYPES,
  threeMf,
  threeMfOf,
} from '../../../support/models.ts';
import { writeZip } from '../../../support/zip-writer.ts';

/** Relatives of the files in sound.test.ts and hostile.test.ts: the same kinds of spelling and damage, at other places. */

const CUBE = cube(20);
const ASCII = asciiStl(CUBE);
const OBJ = objLines(CUBE).join('\n');
const MODEL = modelXml(objectXml(1, meshXml(CUBE)), '<item objectid="1"/>');
const PACKAGE = packageOf(MODEL);
const PRODUCTION = 'http://schemas.microsoft.com/3dmanufacturing/production/2015/06';
const CURA = 'http://software.ultimaker.com/xml/cura/3mf/2015/10';

async function analyse(bytes: Buffer | string, fileName: string) {
  return analyseModel(Buffer.from(bytes), { ...SHOP, fileName });
}

async function outcome(bytes: Buffer | string, fileName: string): Promise<string> {
  const result = await analyse(bytes, fileName);
  return result.outcome === 'refused' ? result.reason.code : 'measured';
}

async function measured(bytes: Buffer | string, fileName = 'a.3mf'): Promise<Analysis> {
  const result = await analyse(bytes, fileName);
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.reason));
  return result.analysis;
}

const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
const respelled = (spell: (number: string) => string) => ASCII.replaceAll(/\d+(?=[ \n])/g, spell);
const model = (resources: string, build: string, attributes = '') =>
  threeMfOf(modelXml(resources, build, { attributes }));
const withStart = (target: string, name: string) =>
  writeZip([TYPES, { name: '_rels/.rels', data: relsXml(target) }, { name, data: MODEL }]);
const withParts = (parts: Readonly<Record<string, string>>, build: string, resources = '') =>
  threeMfOf(
    modelXml(resources, build, { attributes: `xmlns:q="${PRODUCTION}" requiredextensions="q"` }),
    ...Object.entries(parts).map(([name, data]) => ({ name, data })),
  );
const production = (resources: string, unit = 'millimeter') =>
  modelXml(resources, '', { attributes: `unit="${unit}" xmlns:q="${PRODUCTION}"` });
const cura = (name: string, value: string, attributes: string) =>
  model(
    objectXml(1, meshXml(CUBE)) +
      objectXml(2, `<metadatagroup><metadata name="${name}">${value}</metadata></metadatagroup>${meshXml(cube(30))}`) +
      objectXml(3, '<components><component objectid="1"/><component objectid="2"/></components>'),
    '<item objectid="3"/>',
    attributes,
  );

const sound: [id: string, fileName: string, bytes: Buffer | string, issues?: string[]][] = [
  // ASCII STL
  ['numbers with a point at their end', 'a.stl', respelled((one) => `${one}.`)],
  ['numbers with a plus and an exponent', 'a.stl', respelled((one) => `+${one}00.0E-02`)],
  ['numbers without a digit before the point', 'a.stl', respelled((one) => (one === '20' ? '.2e2' : '.0'))],
  ['zeros below what binary64 holds', 'a.stl', respelled((one) => (one === '0' ? '1e-400' : one))],
  ['normals that are no numbers', 'a.stl', ASCII.replaceAll('normal 0 0 0', 'normal nan -inf 1.#QNAN')],
  ['normals that are missing', 'a.stl', ASCII.replaceAll('facet normal 0 0 0', 'facet')],
  [
    'a solid that is called like its own words',
    'a.stl',
    asciiStl(CUBE, { name: 'facet normal vertex endsolid # "x"' }),
  ],
  ['a solid without a name', 'a.stl', ASCII.replaceAll(/solid part/g, 'solid')],
  ['a solid within a solid', 'a.stl', `solid outer\n${ASCII}endsolid outer\n`],
  ['a byte order mark and CR only', 'a.stl', `\ufeff${ASCII.replaceAll('\n', '\r')}`],
  ['UTF-16 of little ends', 'a.stl', Buffer.from(`\ufeff${ASCII}`, 'utf16le')],
  ['UTF-16 of big ends', 'a.stl', utf16be(ASCII)],
  ['blank lines and comments before the first word', 'a.stl', `\n\r\n  # made by hand\r# twice\n\n${ASCII}`],
  ['a mark for the end of the file', 'a.stl', `${ASCII}\x1a`],
  ['form feeds and vertical tabs', 'a.stl', ASCII.replaceAll(' ', '\f\v')],
  ['a name in Latin-1', 'a.stl', Buffer.from(asciiStl(CUBE, { name: 'Wür\xdfel' }), 'latin1')],
  ['named .STL', 'A.STL', ASCII],
  ['named without an end', 'model', ASCII],
  ['ASCII named .obj', 'a.obj', ASCII, ['named-as-other-format']],
  // Binary STL
  ['a binary header that names a kind of text', 'a.stl', binaryStl(CUBE, { header: 'v 1 2 3\nf 1 2 3\n' })],
  ['a binary header that begins like an archive', 'a.stl', binaryStl(CUBE, { header: 'PKG exporter 3.1' })],
  ['a binary header that begins like a picture', 'a.stl', binaryStl(CUBE, { header: 'GIF89a' })],
  [
    'a binary header of SOLID and blanks',
    'a.stl',
    binaryStl(CUBE, { header: '\r\n SOLID facet normal outer loop'.padEnd(80) }),
  ],
  // OBJ
  [
    'corners of every form',
    'a.obj',
    ['vt 0 0', 'vn 0 0 1', ...objLines(CUBE)].join('\n').replaceAll(/f (\d+) (\d+) (\d+)/g, 'f $1//1 $2/1 $3/1/1'),
  ],
  ['corners that end in slashes', 'a.obj', OBJ.replaceAll(/f (\d+) (\d+) (\d+)/g, 'f $1/ $2// $3')],
  ['CR only', 'a.obj', OBJ.replaceAll('\n', '\r')],
  ['a byte order mark', 'a.obj', `\ufeff${OBJ}`],
  ['UTF-16', 'a.obj', Buffer.from(`\ufeff${OBJ}`, 'utf16le')],
  ['a continuation with blanks behind it', 'a.obj', OBJ.replaceAll(/f (\d+) /g, 'f $1 \\ \t\r\n')],
  ['a continuation in every line', 'a.obj', OBJ.replaceAll(' ', ' \\\n')],
  ['a continuation at the end of the file', 'a.obj', `${OBJ} \\`],
  [
    'groups, smoothing, materials and comments between',
    'a.obj',
    objLines(CUBE)
      .flatMap((line, at) => [`g f ${at} 9 9`, 's 1', 'usemtl v 1 2', `${line} # f 1 2 9`])
      .join('\n'),
  ],
  [
    'free forms and conditions',
    'a.obj',
    `${OBJ}\ncstype rat bspline\ndeg 3 3\nsurf 0 1 0 1 1 2 3 4\nparm u 0 1\ntrim 0 1 1\nend\ncall x.obj\ncsh -rm x\nvp 1 2 3\n`,
  ],
  [
    'negative indices with slashes',
    'a.obj',
    objLines(CUBE)
      .join('\n')
      .replaceAll(
        /f (\d+) (\d+) (\d+)/g,
        (_, ...all) =>
          `f ${all
            .slice(0, 3)
            .map((one) => `${Number(one) - 9}/${Number(one) - 9}`)
            .join(' ')}`,
      ),
  ],
  ['a corner that no face uses, far away', 'a.obj', `${OBJ}\nv 1e30 -1e30 7\n`],
  ['colours and a weight', 'a.obj', OBJ.replaceAll(/^v .*$/gm, '$& 1.0 nan 0 0.5')],
  ['a face with a corner twice', 'a.obj', OBJ.replace(/f (\d+) (\d+) (\d+)$/, 'f $1 $1 $2 $3')],
  ['a face of two lines of text before the first corner', 'a.obj', `# ${'x'.repeat(70_000)}\n${OBJ}`],
  // Archives
  [
    'descriptors behind stored entries',
    'a.3mf',
    writeZip(PACKAGE.map((one) => ({ ...one, method: 0, descriptor: true }))),
  ],
  ['zip64 with descriptors', 'a.3mf', writeZip(PACKAGE.map((one) => ({ ...one, zip64: true, method: 0 })))],
  ['folders as entries', 'a.3mf', writeZip([{ name: '_rels/', method: 0 }, { name: '3D/', method: 0 }, ...PACKAGE])],
  [
    'entries that are not needed and damaged',
    'a.3mf',
    writeZip([...PACKAGE, { name: 'Metadata/thumbnail.png', data: 'x', declaredCrc: 1 }]),
  ],
  // Start part
  ['a start part with an odd name', 'a.3mf', withStart('/odd.place/teil eins.xml', 'odd.place/teil eins.xml')],
  ['a start part in another case', 'a.3mf', withStart('/3d/3DModel.MODEL', '3D/3dmodel.model')],
  ['a start part by a roundabout way', 'a.3mf', withStart('./x/../3D//3dmodel.model', '3D/3dmodel.model')],
  [
    'relationships with a prefix, and others beside',
    'a.3mf',
    writeZip([
      TYPES,
      {
        name: '_rels/.rels',
        data: `<r:Relationships xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships"><r:Relationship Id="t" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="/gone.png"/><r:Relationship Id="m" Type="${MODEL_TYPE}" Target="/3D/3dmodel.model" TargetMode="Internal"/></r:Relationships>`,
      },
      PACKAGE[2]!,
    ]),
  ],
  [
    'a picture that is named and missing',
    'a.3mf',
    writeZip([
      ...PACKAGE,
      {
        name: '3D/_rels/3dmodel.model.rels',
        data: relsXml('/3D/gone.png', 'Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dtexture"'),
      },
    ]),
  ],
  // XML
  [
    'no declaration, comments, instructions and CDATA',
    'a.3mf',
    threeMfOf(
      `<!-- a --><?x y?>${MODEL.slice(MODEL.indexOf('<model'))}<?z?><!-- > -->`.replace(
        '<build>',
        '<![CDATA[<build>]]><!-- <item objectid="9"/> --><build>',
      ),
    ),
  ],
  [
    'attributes with blanks, single quotes and references',
    'a.3mf',
    threeMfOf(
      MODEL.replaceAll(/x="(\d+)"/g, "x = '\n $1 '")
        .replaceAll('v1="0"', 'v1=" &#48; "')
        .replace('<object id="1"', '<object id = " 01 "'),
    ),
  ],
  [
    'numbers with signs and exponents',
    'a.3mf',
    threeMfOf(
      MODEL.replaceAll('y="20"', 'y="+2.E+1"').replaceAll('z="20"', 'z="200e-1"').replaceAll('x="0"', 'x="-.0"'),
    ),
  ],
  ['UTF-8 with its mark', 'a.3mf', threeMfOf(`\ufeff${MODEL}`)],
  ['UTF-16 of big ends ', 'a.3mf', threeMfOf(utf16be(MODEL.replace('UTF-8', 'UTF-16')))],
  ['UTF-16 without a mark', 'a.3mf', threeMfOf(Buffer.from(MODEL.replace('UTF-8', 'UTF-16'), 'utf16le'))],
  ['another name for the encoding', 'a.3mf', threeMfOf(MODEL.replace('UTF-8', 'utf8'))],
  [
    'the namespace declared where it is used',
    'a.3mf',
    threeMfOf(
      MODEL.replaceAll(/<(vertices|triangles|build)>/g, `<k:$1 xmlns:k="${CORE}">`).replaceAll(
        /<\/(vertices|triangles|build)>/g,
        '</k:$1>',
      ),
    ),
  ],
  [
    'a prefix bound to another namespace further in',
    'a.3mf',
    threeMfOf(
      MODEL.replace('<vertices>', '<vertices><x:y xmlns:x="urn:a" xmlns="urn:b"><vertex x="1" y="1" z="777"/></x:y>'),
    ),
  ],
  // Transforms
  [
    'a transform with line ends and tabs',
    'a.3mf',
    threeMf(CUBE, { item: 'transform="\n1 0 0\t0 1 0\n0 0 1  5 5 5\n"' }),
  ],
  [
    'mirrored twice',
    'a.3mf',
    model(
      objectXml(1, meshXml(CUBE)) +
        objectXml(2, '<components><component objectid="1" transform="-1 0 0 0 1 0 0 0 1 0 0 0"/></components>'),
      '<item objectid="2" transform="1 0 0 0 1 0 0 0 -1 0 0 0"/>',
    ),
  ],
  ['mirrored along all axes', 'a.3mf', threeMf(CUBE, { item: 'transform="-1 0 0 0 -1 0 0 0 -1 3 3 3"' })],
  ['axes exchanged, which mirrors', 'a.3mf', threeMf(CUBE, { item: 'transform="0 1 0 1 0 0 0 0 1 0 0 0"' })],
  ['sheared: the determinant is 1', 'a.3mf', threeMf(CUBE, { item: 'transform="1 0 0 0.7 1 0 0 0.3 1 0 0 0"' })],
  ['small and scaled up', 'a.3mf', threeMf(cube(0.02), { item: 'transform="1e3 0 0 0 1e3 0 0 0 1e3 0 0 0"' })],
  // Units
  ...(
    [
      ['centimeter', 2],
      ['meter', 0.02],
      ['inch', 20 / 25.4],
      ['foot', 20 / 304.8],
    ] as const
  ).map(([unit, side]): [string, string, Buffer] => [
    `unit ${unit}`,
    'a.3mf',
    threeMf(cube(side), { attributes: `unit="${unit}"` }),
  ]),
  // Production
  [
    'a path through three parts with units of their own',
    'a.3mf',
    withParts(
      {
        '3D/a.model': production(
          objectXml(
            7,
            '<components><component objectid="7" q:path="/3D/b b.model" transform="1 0 0 0 1 0 0 0 1 1 0 0"/></components>',
          ),
          'inch',
        ),
        '3D/b b.model': production(objectXml(7, meshXml(cube(2))), 'centimeter'),
      },
      '<item objectid="7" q:path="/3D/a.model"/>',
    ),
  ],
  [
    'a path that is spelled in two ways',
    'a.3mf',
    withParts(
      { '3D/a b.model': production(objectXml(7, meshXml(CUBE))) },
      '<item objectid="7" q:path="3d/A%20b.model"/>',
    ),
  ],
  [
    'an object of a support in a part that nothing builds',
    'a.3mf',
    withParts(
      { '3D/a.model': production(objectXml(1, meshXml(cube(9)), 'type="support"')) },
      '<item objectid="1"/>',
      objectXml(1, meshXml(CUBE)),
    ),
  ],
  // Slicers
  ['Cura under another prefix', 'a.3mf', cura('c:cutting_mesh', 'true', `xmlns:c="${CURA}"`), ['modifiers-ignored']],
  ['Cura with CDATA', 'a.3mf', cura('cura:infill_mesh', '<![CDATA[ True ]]>', ''), ['modifiers-ignored']],
  [
    'Cura before it had metadata',
    'a.3mf',
    model(
      objectXml(1, meshXml(CUBE)) +
        objectXml(
          2,
          `<settings xmlns="${CURA}"><setting key="anti_overhang_mesh">True</setting></settings>${meshXml(cube(30))}`,
        ),
      '<item objectid="1"/><item objectid="2"/>',
    ),
    ['modifiers-ignored'],
  ],
  [
    'Cura that says no',
    'a.3mf',
    model(
      objectXml(
        1,
        `<metadatagroup><metadata name="cura:support_mesh">False</metadata></metadatagroup>${meshXml(CUBE)}`,
      ),
      '<item objectid="1"/>',
    ),
  ],
  ...['ParameterModifier', 'SupportEnforcer', 'SomethingNew'].map((kind): [string, string, Buffer, string[]] => [
    `PrusaSlicer ${kind}`,
    'a.3mf',
    threeMfOf(modelXml(objectXml(1, meshXml(joined(cube(9, [30, 0, 0]), CUBE))), '<item objectid="1"/>'), {
      name: 'Metadata/Slic3r_PE_model.config',
      data: `<config>\n <object id="1" instances_count="1"><metadata type="object" key="name" value="x"/><volume firstid="0" lastid="11"><metadata type="volume" key="name" value="y"/><metadata type="volume" key="volume_type" value="${kind}"/><mesh edges_fixed="0"/></volume></object></config>`,
    }),
    ['modifiers-ignored'],
  ]),
  [
    'PrusaSlicer before it had kinds',
    'a.3mf',
    threeMfOf(modelXml(objectXml(1, meshXml(joined(CUBE, cube(9, [30, 0, 0])))), '<item objectid="1"/>'), {
      name: 'metadata/slic3r_pe_model.config',
      data: '<config><object id="1"><volume firstid="12" lastid="23"><metadata type="volume" key="modifier" value="1"/></volume></object></config>',
    }),
    ['modifiers-ignored'],
  ],
  [
    'a slicer that descends from PrusaSlicer',
    'a.3mf',
    threeMfOf(modelXml(objectXml(1, meshXml(joined(CUBE, cube(9, [30, 0, 0])))), '<item objectid="1"/>'), {
      name: 'Metadata/SuperSlicer_model.config',
      data: '<config><object id="1"><volume firstid="12" lastid="23"><metadata type="volume" key="volume_type" value="SupportBlocker"/></volume></object></config>',
    }),
    ['modifiers-ignored'],
  ],
  ...['modifier_part', 'support_blocker', 'support_enforcer'].map((kind): [string, string, Buffer, string[]] => [
    `Bambu ${kind} in a part of its own`,
    'a.3mf',
    threeMfOf(
      modelXml(
        objectXml(
          8,
          '<components><component objectid="1" q:path="/3D/Objects/o.model"/><component objectid="2" q:path="/3D/Objects/o.model"/></components>',
        ),
        '<item objectid="8" printable="1"/>',
        { attributes: `xmlns:q="${PRODUCTION}" requiredextensions="q"` },
      ),
      { name: '3D/Objects/o.model', data: production(objectXml(1, meshXml(CUBE)) + objectXml(2, meshXml(cube(30)))) },
      {
        name: 'Metadata/model_settings.config',
        data: `<config><object id="8"><metadata key="name" value="a"/><part id="1" subtype="normal_part"><metadata key="name" value="b"/></part><part id="2" subtype="${kind}"/></object><plate><metadata key="plater_id" value="1"/></plate></config>`,
      },
    ),
    ['modifiers-ignored'],
  ]),
  [
    'Bambu ids belong to the start part',
    'a.3mf',
    threeMfOf(
      modelXml(
        objectXml(8, '<components><component objectid="8" q:path="/3D/o.model"/></components>'),
        '<item objectid="8"/>',
        { attributes: `xmlns:q="${PRODUCTION}" requiredextensions="q"` },
      ),
      {
        name: '3D/o.model',
        data: production(
          objectXml(8, '<components><component objectid="2"/></components>') + objectXml(2, meshXml(CUBE)),
        ),
      },
      {
        name: 'Metadata/model_settings.config',
        data: '<config><object id="8"><part id="8" subtype="normal_part"/><part id="2" subtype="negative_part"/></object></config>',
      },
    ),
  ],
];

describe('relatives of sound files', () => {
  test.each(sound)('%s: the cube is 8,000 mm³ [UPL-04]', async (_, fileName, bytes, issues = []) => {
    const found = await measured(bytes, fileName);
    expect(found.volumeMm3).toBeCloseTo(8_000, 4);
    expect(found.watertight).toBe(true);
    expect(found.issues.filter((issue) => !['multiple-items', 'degenerate-faces'].includes(issue))).toEqual(issues);
  });

  test('a large OBJ named .stl is an OBJ, however many corners stand before its faces [UPL-04]', async () => {
    const lines = objLines(CUBE);
    const unused = Array.from({ length: 9_000 }, (_, at) => `v ${at} 0 0`);
    const found = await measured([...lines.slice(0, 8), ...unused, ...lines.slice(8)].join('\n'), 'a.stl');
    expect([found.format, found.issues]).toEqual(['obj', ['named-as-other-format']]);
  });
});

type Refused = [id: string, fileName: string, bytes: () => Buffer | string, ...codes: string[]];
const at = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};
/** Where the local header of the model begins. */
const localOf = (bytes: Buffer) => bytes.indexOf('3D/3dmodel.model') - 30;
const transformed = (numbers: string) => threeMf(CUBE, { item: `transform="${numbers}"` });
const tilted = (mesh: typeof CUBE) =>
  mapped(mesh, ([x, y, z]) => [0.6 * x - 0.8 * z, 0.48 * x + 0.8 * y + 0.36 * z, 0.64 * x - 0.6 * y + 0.48 * z]);

const refused: Refused[] = [
  // Kinds
  ...[
    'II*\0',
    'MM\0*',
    'BM\x9a\x02\0\0\0\0\0\0',
    'RIFF\x10\0\0\0WEBP',
    '\0asm\x01\0',
    '\xca\xfe\xba\xbe',
    'OggS\0',
    'ID3\x03\0',
    '8BPS\0\x01',
    'BLENDER-v300',
    '3D Geometry File Format',
    'SQLite format 3\0',
    '\xff\xfe\xff\x0eS\0k\0',
    'MSCF\0\0',
    '\x04\x22\x4d\x18',
    '\xcf\xfa\xed\xfe',
    '\0\0\0\x18ftypmp42',
  ].map(
    (opening): Refused => [
      `other kind ${JSON.stringify(opening)}`,
      'a.stl',
      () => Buffer.concat([Buffer.from(opening, 'latin1'), Buffer.alloc(300, 0x1b)]),
      'unsupported-type',
    ],
  ),
  [
    'blanks and a page in UTF-16 without a mark',
    'a.stl',
    () => Buffer.from(` \n<html>${'x'.repeat(100)}</html>`, 'utf16le'),
    'unsupported-type',
  ],
  ['a page with a mark', 'a.obj', () => `\ufeff  <!doctype html><html>v 1 2 3\nf 1 2 3</html>`, 'unsupported-type'],
  ['JSON', 'a.stl', () => JSON.stringify({ asset: { version: '2.0' }, v: 'x'.repeat(100) }), 'unsupported-type'],
  [
    'a tape archive',
    'a.stl',
    () =>
      at(Buffer.alloc(2048), (copy) => {
        copy.write('part.stl');
        copy.write('ustar\x0000', 257, 'latin1');
        copy.write(ASCII.slice(0, 900), 512);
      }),
    'unsupported-type',
  ],
  ['an archive of an STL', 'a.stl', () => writeZip([{ name: 'part.stl', data: ASCII }]), 'malformed-3mf'],
  // STL
  [
    'a binary STL with the header of a text, cut in its header',
    'a.stl',
    () => binaryStl(CUBE, { header: 'solid made by a test'.padEnd(80) }).subarray(0, 60),
    'truncated',
  ],
  [
    'the same, cut in its count',
    'a.stl',
    () => binaryStl(CUBE, { header: 'solid made by a test'.padEnd(80) }).subarray(0, 82),
    'truncated',
  ],
  [
    'the same, cut in its triangles',
    'a.stl',
    () => binaryStl(CUBE, { header: 'solid made by a test'.padEnd(80) }).subarray(0, 333),
    'truncated',
  ],
  [
    'a binary STL named .3mf, cut',
    'a.3mf',
    () => binaryStl(cube(9), { header: 'x' }).subarray(0, 333),
    'truncated',
    'unsupported-type',
    'malformed-archive',
  ],
  ['a facet that ends twice', 'a.stl', () => ASCII.replace('endfacet', 'endfacet endfacet'), 'malformed-stl'],
  [
    'a facet in which the name of another word stands',
    'a.stl',
    () => ASCII.replace('endloop', 'vertex'),
    'malformed-stl',
  ],
  [
    'a corner of two numbers',
    'a.stl',
    () => ASCII.replace(/vertex (\S+) (\S+) \S+/, 'vertex $1 $2'),
    'malformed-stl',
    'not-a-number',
  ],
  ['a corner of four numbers', 'a.stl', () => ASCII.replace(/(vertex .*)/, '$1 5'), 'malformed-stl'],
  ['a NUL in a text', 'a.stl', () => `${ASCII.repeat(10)}\0`, 'malformed-stl'],
  ['a NUL in a word', 'a.stl', () => `${ASCII.repeat(10)}sol\0id`, 'malformed-stl'],
  ...[
    '1e309',
    '-1e999',
    '1e+',
    '0b1',
    '1f',
    '1.0d0',
    '1 000'.replace(' ', '\u00a0'),
    '1;2',
    '½',
    '+',
    '-.',
    '1e1e1',
    'infinity',
    '1.#INF',
    '-nan(ind)',
    'NULL',
  ].flatMap((number): Refused[] => [
    [`number ${number} in an STL`, 'a.stl', () => ASCII.replace('vertex 0', `vertex ${number}`), 'not-a-number'],
    [`number ${number} in an OBJ`, 'a.obj', () => OBJ.replace('v 0', `v ${number}`), 'not-a-number'],
    [`number ${number} in a 3MF`, 'a.3mf', () => threeMfOf(MODEL.replace('x="0"', `x="${number}"`)), 'not-a-number'],
  ]),
  ['denormals in a text', 'a.stl', () => asciiStl(box([1e-310, 1e-310, 1e-310])), 'zero-size'],
  ['1e300 in a text', 'a.stl', () => ASCII.replaceAll('20', '1e300'), 'out-of-range'],
  [
    '1e300 in a 3MF of inches that is turned',
    'a.3mf',
    () =>
      threeMf(
        mapped(CUBE, ([x, y, z]) => [x * 1e306, y * 1e306, z]),
        { attributes: 'unit="inch"', item: 'transform="1 -1 1 -2 2 3 0 1 1 0 0 0"' },
      ),
    'out-of-range',
  ],
  ['an askew plane', 'a.stl', () => binaryStl(tilted(box([20, 20, 0]))), 'zero-size'],
  ['an askew sheet of one triangle', 'a.obj', () => 'v 0 0 0\nv 10 1 2\nv 3 20 5\nf 1 2 3\n', 'zero-size'],
  ['an askew line', 'a.obj', () => 'v 0 0 0\nv 10 20 30\nv 20 40 60\nf 1 2 3\n', 'zero-size', 'no-geometry'],
  [
    'a plane far away',
    'a.3mf',
    () => threeMf(mapped(tilted(box([20, 20, 0])), ([x, y, z]) => [x + 9e4, y, z])),
    'zero-size',
  ],
  // OBJ
  ...['-9', '-0', '+1', '1e0', '0x1', '1,2', '4294967297', '-4294967297', '18446744073709551617'].map(
    (index): Refused => [
      `index ${index}`,
      'a.obj',
      () => `${OBJ}\nf 1 2 ${index}`,
      'index-out-of-range',
      'malformed-obj',
    ],
  ),
  [
    'a negative index in the middle that reaches before the first corner',
    'a.obj',
    () => OBJ.replace('\nv', '\nf -2 -1 -3\nv'),
    'index-out-of-range',
  ],
  ['a face that uses a later corner', 'a.obj', () => OBJ.replace(/^/, 'f 1 2 3\n'), 'index-out-of-range'],
  ['a texture as a corner', 'a.obj', () => `${OBJ}\nf /1 /2 /3`, 'malformed-obj'],
  ['a word as a face', 'a.obj', () => `${OBJ}\nf a b c`, 'malformed-obj'],
  // Archives
  [
    'a declared gigabyte of one kilobyte',
    'a.3mf',
    () =>
      writeZip(PACKAGE.map((one) => (one.name === '3D/3dmodel.model' ? { ...one, declaredSize: 1_000_000_000 } : one))),
    'malformed-archive',
  ],
  [
    'a real bomb',
    'a.3mf',
    () => writeZip([...PACKAGE.slice(0, 2), { name: '3D/3dmodel.model', data: Buffer.alloc(60_000_000, 32) }]),
    'archive-bomb',
  ],
  [
    'a local header that lies about its size',
    'a.3mf',
    () => at(writeZip(PACKAGE), (copy) => copy.writeUInt32LE(9, localOf(copy) + 22)),
    'malformed-archive',
  ],
  [
    'a local header that lies about its packed size',
    'a.3mf',
    () => at(writeZip(PACKAGE), (copy) => copy.writeUInt32LE(9, localOf(copy) + 18)),
    'malformed-archive',
  ],
  [
    'a local header that lies about its checksum',
    'a.3mf',
    () => at(writeZip(PACKAGE), (copy) => copy.writeUInt32LE(9, localOf(copy) + 14)),
    'malformed-archive',
  ],
  [
    'a local header that says encrypted',
    'a.3mf',
    () => at(writeZip(PACKAGE), (copy) => copy.writeUInt16LE(1, localOf(copy) + 6)),
    'encrypted',
    'malformed-archive',
  ],
  ...[
    '3D/./3dmodel.model',
    '3D//3dmodel.model',
    './3D/3dmodel.model',
    '3D/3dmodel%2Emodel',
    '3D/3DMODEL.MODEL',
    '3D/3dmodel.model/',
  ].map(
    (name): Refused => [
      `a twin ${name}`,
      'a.3mf',
      () => writeZip([...PACKAGE, { name, data: MODEL }]),
      'archive-unsafe',
    ],
  ),
  ...['..', 'a/..', '..\\a', '%2E%2E/x', 'a/%2e./x', '/3D/x', '\\x', 'c:x', 'a\0'].map(
    (name): Refused => [
      `a name ${JSON.stringify(name)}`,
      'a.3mf',
      () => writeZip([...PACKAGE, { name, data: 'x' }]),
      'archive-unsafe',
    ],
  ),
  [
    'a link to a folder',
    'a.3mf',
    () => writeZip([...PACKAGE, { name: '3D/x', data: '..', method: 0, unixMode: 0o120755 }]),
    'archive-unsafe',
  ],
  [
    'bytes behind the archive',
    'a.3mf',
    () => Buffer.concat([writeZip(PACKAGE), Buffer.from(ASCII)]),
    'malformed-archive',
  ],
  [
    'an archive in the archive under another name',
    'a.3mf',
    () => writeZip([...PACKAGE, { name: 'inner.ZIP', data: writeZip(PACKAGE) }]),
    'malformed-3mf',
  ],
  // Packages
  [
    'the part that a path names is missing',
    'a.3mf',
    () => withParts({}, '<item objectid="1" q:path="/3D/gone.model"/>'),
    'malformed-3mf',
  ],
  [
    'the object is in another part',
    'a.3mf',
    () => withParts({ '3D/a.model': production(objectXml(7, meshXml(CUBE))) }, '<item objectid="7"/>'),
    'malformed-3mf',
  ],
  [
    'a cycle across two parts',
    'a.3mf',
    () =>
      withParts(
        {
          '3D/a.model': production(
            objectXml(7, '<components><component objectid="7" q:path="/3D/b.model"/></components>'),
          ),
          '3D/b.model': production(
            objectXml(7, '<components><component objectid="7" q:path="/3D/A.model"/></components>'),
          ),
        },
        '<item objectid="7" q:path="/3D/a.model"/>',
      ),
    'cyclic-components',
  ],
  [
    'an external target without a mode',
    'a.3mf',
    () => withStart('file:///3D/3dmodel.model', '3D/3dmodel.model'),
    'malformed-3mf',
  ],
  [
    'a target on another machine',
    'a.3mf',
    () => withStart('//host/3D/3dmodel.model', '3D/3dmodel.model'),
    'malformed-3mf',
  ],
  ...['constructor', '__proto__', 'toString', 'Millimeter', ' inch', 'in', 'mm', '', 'feet', 'metre'].map(
    (unit): Refused => [
      `unit ${JSON.stringify(unit)}`,
      'a.3mf',
      () => threeMf(CUBE, { attributes: `unit="${unit}"` }),
      'malformed-3mf',
    ],
  ),
  ...[
    'NaN 0 0 0 1 0 0 0 1 0 0 0',
    '1,0 0 0 0 1 0 0 0 1 0 0 0',
    '0x1 0 0 0 1 0 0 0 1 0 0 0',
    '',
    ' ',
    '1',
    '1,0,0,0,1,0,0,0,1,0,0,0',
    '1 0 0 0 1 0 0 0 1 0 0 1e999',
  ].map(
    (numbers): Refused => [
      `transform ${JSON.stringify(numbers)}`,
      'a.3mf',
      () => transformed(numbers),
      'malformed-3mf',
    ],
  ),
  ...['1 0 0 0 0 0 0 0 1 0 0 0', '1 2 3 2 4 6 0 0 1 0 0 0', '1 1 1 1 1 1 1 1 1 0 0 0', '0 0 0 0 0 0 0 0 0 5 5 5'].map(
    (numbers): Refused => [`transform ${numbers}`, 'a.3mf', () => transformed(numbers), 'singular-transform'],
  ),
  ...['1 0 0 0 1 0 0 0 1 1e7 0 0', '1 0 0 0 1 0 0 0 1 0 0 -2e6', '1e7 0 0 0 1 0 0 0 1 0 0 0'].map(
    (numbers): Refused => [`transform ${numbers}`, 'a.3mf', () => transformed(numbers), 'out-of-range'],
  ),
  [
    'a component that is flattened',
    'a.3mf',
    () =>
      model(
        objectXml(1, meshXml(CUBE)) +
          objectXml(2, '<components><component objectid="1" transform="1 0 0 0 1 0 0 0 0 0 0 0"/></components>'),
        '<item objectid="2"/>',
      ),
    'singular-transform',
  ],
  ...['1e0', '0x1', '-0', '+1', '99999999999', '0 1', 'NaN'].map(
    (index): Refused => [
      `3MF index ${index}`,
      'a.3mf',
      () => threeMfOf(MODEL.replace('v2="', `v2="${index}" w="`)),
      'index-out-of-range',
    ],
  ),
  [
    'a mesh without vertices',
    'a.3mf',
    () => threeMfOf(MODEL.replace(/<vertices>.*<\/vertices>/, '<vertices/>')),
    'index-out-of-range',
  ],
  [
    'a mesh without triangles',
    'a.3mf',
    () => threeMfOf(MODEL.replace(/<triangles>.*<\/triangles>/, '<triangles/>')),
    'no-geometry',
  ],
  ['an object without anything', 'a.3mf', () => model(objectXml(1, ''), '<item objectid="1"/>'), 'no-geometry'],
  [
    'a required extension among harmless ones',
    'a.3mf',
    () =>
      model(
        objectXml(1, meshXml(CUBE)),
        '<item objectid="1"/>',
        `xmlns:p="${PRODUCTION}" xmlns:b="http://schemas.microsoft.com/3dmanufacturing/beamlattice/2017/02" requiredextensions=" p\n b "`,
      ),
    'unsupported-extension',
  ],
  [
    'a required extension of a part',
    'a.3mf',
    () =>
      withParts(
        {
          '3D/a.model': modelXml(objectXml(7, meshXml(CUBE)), '', {
            attributes: 'xmlns:z="urn:z" requiredextensions="z"',
          }),
        },
        '<item objectid="7" q:path="/3D/a.model"/>',
      ),
    'unsupported-extension',
  ],
  [
    'a doctype of a part',
    'a.3mf',
    () =>
      withParts(
        { '3D/a.model': production(objectXml(7, meshXml(CUBE))).replace('?>', '?><!DOCTYPE model>') },
        '<item objectid="7" q:path="/3D/a.model"/>',
      ),
    'xml-unsafe',
  ],
  [
    'a doctype of a slicer',
    'a.3mf',
    () => threeMfOf(MODEL, { name: 'Metadata/model_settings.config', data: '<!DOCTYPE config><config/>' }),
    'xml-unsafe',
  ],
  [
    'a doctype in lower case',
    'a.3mf',
    () => threeMfOf(MODEL.replace('?>', '?><!doctype model>')),
    'xml-unsafe',
    'malformed-xml',
  ],
  // XML
  ['blanks before the declaration', 'a.3mf', () => threeMfOf(` ${MODEL}`), 'malformed-xml'],
  ['Latin-1', 'a.3mf', () => threeMfOf(MODEL.replace('UTF-8', 'ISO-8859-1')), 'unsupported-encoding'],
  [
    'bytes of Latin-1',
    'a.3mf',
    () => threeMfOf(Buffer.from(MODEL.replace('<build>', '<!-- ü --><build>'), 'latin1')),
    'malformed-xml',
  ],
  [
    'UTF-32',
    'a.3mf',
    () =>
      threeMfOf(
        Buffer.concat([
          Buffer.from([0xff, 0xfe, 0, 0]),
          ...[...MODEL].map((one) => Buffer.from([one.charCodeAt(0), 0, 0, 0])),
        ]),
      ),
    'unsupported-encoding',
    'malformed-xml',
  ],
  ['CDATA that does not end', 'a.3mf', () => threeMfOf(MODEL.replace('<build>', '<![CDATA[<build>')), 'malformed-xml'],
  [
    'two dashes in a comment',
    'a.3mf',
    () => threeMfOf(MODEL.replace('<build>', '<!-- a -- b --><build>')),
    'malformed-xml',
  ],
  ['an entity in an attribute', 'a.3mf', () => threeMfOf(MODEL.replace('x="0"', 'x="&zero;"')), 'malformed-xml'],
  ['a sign in an attribute', 'a.3mf', () => threeMfOf(MODEL.replace('<item ', '<item name="a<b" ')), 'malformed-xml'],
  ['tags that cross', 'a.3mf', () => threeMfOf(MODEL.replace('</vertices>', '</triangles>')), 'malformed-xml'],
  ['an empty part', 'a.3mf', () => threeMfOf(''), 'malformed-xml'],
];

describe('relatives of hostile files', () => {
  test.each(refused.map(([id, ...rest]) => [id, rest] as const))(
    '%s is refused for what it is [UPL-04]',
    async (_, [fileName, bytes, ...codes]) => {
      expect(codes).toContain(await outcome(bytes(), fileName));
    },
  );

  test('comments and blank lines before nothing are looked at once [UPL-04]', async () => {
    // A pattern that tries each way to divide the line ends would not return.
    expect(await outcome('#\n\n'.repeat(20_000), 'a.stl')).toBe('unsupported-type');
    expect(await outcome(`${'\n'.repeat(60_000)}\0`, 'a.obj')).toBe('unsupported-type');
  });
});
