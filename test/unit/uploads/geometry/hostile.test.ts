import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyseModel } from '../../../../functions/uploads/geometry/analyse-model.ts';
import { LIMITS } from '../../../../functions/uploads/geometry/limits.ts';
import {
  asciiStl,
  binaryStl,
  box,
  CORE,
  cube,
  joined,
  meshXml,
  modelXml,
  objectXml,
  objLines,
  packageOf,
  relsXml,
  SHOP,
  sphere,
  TYPES,
  threeMf,
  threeMfOf,
} from '../../../support/models.ts';
import { mutate, randomNumbers } from '../../../support/mutate.ts';
import { root } from '../../../support/rooms.ts';
import { writeZip, type ZipEntry } from '../../../support/zip-writer.ts';

const CUBE = cube(20);
const ASCII = asciiStl(CUBE);
const MODEL = modelXml(objectXml(1, meshXml(CUBE)), '<item objectid="1"/>');
const PACKAGE = packageOf(MODEL);
const SOUND = writeZip(PACKAGE);
const STL = binaryStl(CUBE);

/** The code of the refusal, or what was measured; anything else that is thrown fails the test. */
async function outcome(bytes: Buffer | string, fileName: string, limits = SHOP.limits): Promise<string> {
  const result = await analyseModel(Buffer.from(bytes), { ...SHOP, fileName, limits: limits ?? LIMITS });
  return result.outcome === 'refused' ? result.reason.code : 'measured';
}

type Hostile = [id: string, fileName: string, bytes: () => Buffer | string, ...codes: string[]];

const repeat = (text: string, times: number) => text.repeat(times);
const html = '<!DOCTYPE html><html><body>not found</body></html>'.padEnd(400);
const stl = (id: string, bytes: () => Buffer | string, ...codes: string[]): Hostile => [id, 'a.stl', bytes, ...codes];
const obj = (id: string, bytes: () => Buffer | string, ...codes: string[]): Hostile => [id, 'a.obj', bytes, ...codes];
const mf = (id: string, bytes: () => Buffer | string, ...codes: string[]): Hostile => [id, 'a.3mf', bytes, ...codes];
const model = (id: string, xml: () => string | Buffer, ...codes: string[]) => mf(id, () => threeMfOf(xml()), ...codes);
const entry = (id: string, more: ZipEntry, ...codes: string[]) => mf(id, () => writeZip([...PACKAGE, more]), ...codes);
const withFloat = (value: number, at: number) => () => {
  const bytes = Buffer.from(STL);
  bytes.writeFloatLE(value, 84 + 12 + at * 4);
  return bytes;
};

const kinds: Hostile[] = [
  stl('html', () => html, 'unsupported-type'),
  stl('html after blanks', () => `   \n\t${html}`, 'unsupported-type'),
  stl('html in UTF-16', () => Buffer.from(html, 'utf16le'), 'unsupported-type'),
  stl('html in UTF-16 with its mark', () => Buffer.from(`\ufeff${html}`, 'utf16le'), 'unsupported-type'),
  stl('gzip', () => Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(200, 7)]), 'unsupported-type'),
  ...[
    '\x89PNG\r\n',
    '%PDF-1.7\n',
    'Rar!\x1a\x07',
    "7z\xbc\xaf'\x1c",
    'ISO-10303-21;\n',
    'ply\nformat ascii 1.0\n',
    'glTF\x02',
    '\x7fELF\x02',
    'Kaydara FBX Binary  \0',
    'GIF89a',
    'MZ\x90\0',
  ].flatMap((opening) =>
    ['a.stl', 'a.obj', 'a.3mf'].map(
      (name): Hostile => [
        `other kind ${JSON.stringify(opening)} as ${name}`,
        name,
        () => Buffer.concat([Buffer.from(opening, 'latin1'), Buffer.alloc(300, 0xa5)]),
        'unsupported-type',
      ],
    ),
  ),
  stl('G-code', () => repeat('G1 X10 Y20 E0.5\n', 50), 'unsupported-type'),
  mf(
    'docx',
    () =>
      writeZip([
        TYPES,
        {
          name: '_rels/.rels',
          data: relsXml(
            'word/document.xml',
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"',
          ),
        },
        { name: 'word/document.xml', data: '<w/>' },
      ]),
    'malformed-3mf',
  ),
  mf('jar', () => writeZip([{ name: 'META-INF/MANIFEST.MF', data: 'Main-Class: x' }]), 'malformed-3mf'),
  mf('polyglot of PDF', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), SOUND]), 'archive-unsafe'),
  mf('polyglot of GIF', () => writeZip(PACKAGE, { prefix: Buffer.from('GIF89a') }), 'archive-unsafe'),
  stl('polyglot of STL', () => writeZip(PACKAGE, { prefix: STL }), 'archive-unsafe'),
  mf(
    'polyglot that begins as an archive',
    () => writeZip(PACKAGE, { prefix: Buffer.from('PK\x03\x04 something else') }),
    'archive-unsafe',
  ),
  stl('zero bytes', () => '', 'empty-file'),
  stl('one byte', () => Buffer.alloc(1), 'malformed-stl'),
  stl('83 bytes', () => Buffer.alloc(83), 'malformed-stl'),
  stl('84 bytes of zero', () => Buffer.alloc(84), 'no-geometry'),
];

const stls: Hostile[] = [
  ...[0xffffffff, 0x7fffffff, 85_899_346].map((count) =>
    stl(`count ${count}`, () => binaryStl(CUBE, { count }), 'truncated'),
  ),
  stl('more than 1 % behind the last triangle', () => Buffer.concat([STL, Buffer.alloc(49)]), 'malformed-stl'),
  stl('no facet', () => 'solid x\nendsolid x\n', 'no-geometry'),
  stl('facet in a facet', () => ASCII.replace('outer loop', 'facet normal 0 0 1\nouter loop'), 'malformed-stl'),
  stl('outer loop twice', () => ASCII.replace('outer loop', 'outer loop\nouter loop'), 'malformed-stl'),
  stl('endfacet missing', () => ASCII.replace('endfacet', ''), 'malformed-stl'),
  stl('vertex outside of a loop', () => ASCII.replace('endfacet', 'vertex 0 0 0\nendfacet'), 'malformed-stl'),
  stl('facet of two corners', () => ASCII.replace(/vertex.*\n/, ''), 'malformed-stl'),
  stl('facet of four corners', () => ASCII.replace(/(vertex.*\n)/, '$1$1'), 'malformed-stl'),
  stl('a line without an end', () => `solid ${repeat('x ', 2_000_000)}`, 'malformed-stl'),
  stl('facets on one line', () => repeat(ASCII.replaceAll('\n', ' '), 100), 'malformed-stl'),
  stl('a word without an end', () => ASCII.replace('vertex 0', `vertex ${repeat('1', 5_000_000)}`), 'malformed-stl'),
  ...['nan', 'inf', '-inf', '1e999', '0x10', '1_000', '1,5', '١٢', '--1', '1e', '+-1', '1.2.3', '.', '1e5.5'].flatMap(
    (number) => [
      stl(`number ${number}`, () => ASCII.replace('vertex 0', `vertex ${number}`), 'not-a-number'),
      obj(`number ${number}`, () => objLines(CUBE).join('\n').replace('v 0', `v ${number}`), 'not-a-number'),
      model(`number ${number}`, () => MODEL.replace('x="0"', `x="${number}"`), 'not-a-number'),
    ],
  ),
  model('an empty number', () => MODEL.replace('x="0"', 'x=""'), 'not-a-number'),
  model('no number', () => MODEL.replace('x="0"', ''), 'not-a-number'),
  ...[Number.NaN, Infinity, -Infinity].flatMap((value) =>
    Array.from({ length: 9 }, (_, at) => stl(`float ${value} at ${at}`, withFloat(value, at), 'not-a-number')),
  ),
  stl('3e38', withFloat(3e38, 0), 'out-of-range'),
  stl('1e7 mm', withFloat(1e7, 4), 'out-of-range'),
  stl('denormals', () => binaryStl(box([1e-42, 1e-42, 1e-42])), 'zero-size'),
  stl('a plane', () => binaryStl(box([20, 20, 0])), 'zero-size', 'no-geometry'),
  stl('a line', () => binaryStl(box([20, 0, 0])), 'zero-size', 'no-geometry'),
  stl('a point', () => binaryStl(box([0, 0, 0])), 'no-geometry', 'zero-size'),
  stl(
    'degenerate faces only',
    () =>
      binaryStl({
        ...CUBE,
        triangles: CUBE.triangles.map((corner, at, all) => (at % 3 === 2 ? all[at - 1]! : corner)),
      }),
    'no-geometry',
  ),
];

const objs: Hostile[] = [
  ...['0', '2147483648', '99999999999', '-1', '1.5', '9'].map((index) =>
    obj(
      `index ${index}`,
      () => (index === '-1' ? 'f -1 -2 -3\nv 0 0 0\n' : `${objLines(CUBE).join('\n')}\nf 1 2 ${index}`),
      'index-out-of-range',
    ),
  ),
  obj('index that is a word', () => `${objLines(CUBE).join('\n')}\nf 1 2 x`, 'malformed-obj'),
  obj('face of two corners', () => `${objLines(CUBE).join('\n')}\nf 1 2`, 'malformed-obj'),
  obj('corner of two numbers', () => `v 1 2\n${objLines(CUBE).join('\n')}`, 'malformed-obj'),
  obj('face of 100,000 corners', () => `${objLines(CUBE).join('\n')}\nf ${repeat('1 2 3 ', 33_334)}`, 'too-complex'),
  obj(
    'a face that goes round and round',
    () => `${objLines(CUBE).join('\n')}\nf ${repeat('1 2 3 4 ', 20)}`,
    'malformed-obj',
  ),
  obj('NUL bytes', () => `${objLines(CUBE).join('\n')}\n\0\0`, 'malformed-obj'),
  obj('no faces', () => 'v 0 0 0\nv 1 0 0\nl 1 2\n', 'no-geometry'),
];

const zips: Hostile[] = [
  entry(
    'bomb by its size',
    { name: 'a.bin', data: Buffer.alloc(5_000_000), declaredSize: 600_000_000, method: 0 },
    'archive-bomb',
  ),
  entry('bomb by its ratio', { name: 'a.bin', data: Buffer.alloc(16_000_000) }, 'archive-bomb'),
  mf(
    'larger than it says',
    () =>
      writeZip(
        packageOf('').map((one) =>
          one.name === '3D/3dmodel.model' ? { ...one, data: Buffer.alloc(16_000_000, 32), declaredSize: 1_000 } : one,
        ),
      ),
    'archive-bomb',
  ),
  mf(
    'smaller than it says',
    () => writeZip(PACKAGE.map((one) => (one.name === '3D/3dmodel.model' ? { ...one, declaredSize: 9_000_000 } : one))),
    'malformed-archive',
  ),
  mf(
    'wrong checksum',
    () => writeZip(PACKAGE.map((one) => (one.name === '3D/3dmodel.model' ? { ...one, declaredCrc: 1 } : one))),
    'malformed-archive',
  ),
  entry('overlap', { name: 'a.bin', data: 'y', overlap: 20 }, 'archive-unsafe', 'malformed-archive'),
  mf(
    '100,000 entries',
    () => writeZip([...PACKAGE, ...Array.from({ length: 3_000 }, (_, at) => ({ name: `${at}`, method: 0 }))]),
    'archive-unsafe',
  ),
  ...['../x', '/etc/x', 'C:\\x', 'a\\..\\b', 'a/../../b', 'a\0b', 'x'.repeat(2_000), '%2e%2e/x'].map((name) =>
    entry(`name ${JSON.stringify(name).slice(0, 20)}`, { name, data: 'x' }, 'archive-unsafe'),
  ),
  entry('the same name twice', { name: '3D/3dmodel.model', data: 'x' }, 'archive-unsafe'),
  entry('names that differ by case', { name: '3d/3DMODEL.model', data: 'x' }, 'archive-unsafe'),
  entry('a link', { name: 'a', data: '/etc/passwd', unixMode: 0o120777 }, 'archive-unsafe'),
  entry('ZipCrypto', { name: 'a', data: 'x', flags: 1 }, 'encrypted'),
  entry('AES', { name: 'a', data: 'x', method: 99 }, 'encrypted'),
  ...[12, 14, 93].map((method) => entry(`method ${method}`, { name: 'a', data: 'x', method }, 'malformed-archive')),
  mf('several disks', () => writeZip(PACKAGE, { disk: 1 }), 'malformed-archive'),
  mf('an archive in the archive', () => writeZip([...PACKAGE, { name: '3D/inner.3mf', data: SOUND }]), 'malformed-3mf'),
];

const withBuild =
  (resources: string, build: string, attributes = '') =>
  () =>
    modelXml(resources, build, { attributes });
const CUBE_OBJECT = objectXml(1, meshXml(CUBE));
const component = (id: number | string, more = '') => `<component objectid="${id}" ${more}/>`;
const chain = (levels: number, each = 1) =>
  Array.from({ length: levels }, (_, at) =>
    objectXml(at + 2, `<components>${repeat(component(at + 1), each)}</components>`),
  ).join('');
const transformed = (numbers: string) => withBuild(CUBE_OBJECT, `<item objectid="1" transform="${numbers}"/>`);

const packages: Hostile[] = [
  mf('no content types', () => writeZip(PACKAGE.slice(1)), 'malformed-3mf'),
  mf('no relationships', () => writeZip([TYPES, PACKAGE[2]!]), 'malformed-3mf'),
  mf(
    'relationship without a type',
    () => writeZip([TYPES, { name: '_rels/.rels', data: relsXml('/3D/3dmodel.model', '') }, PACKAGE[2]!]),
    'malformed-3mf',
  ),
  mf(
    'two start parts',
    () =>
      writeZip([
        TYPES,
        { name: '_rels/.rels', data: relsXml('/3D/3dmodel.model').replace(/(<Relationship .*?\/>)/, '$1$1') },
        PACKAGE[2]!,
      ]),
    'malformed-3mf',
  ),
  mf('start part missing', () => writeZip(PACKAGE.slice(0, 2)), 'malformed-3mf'),
  mf(
    'external start part',
    () =>
      writeZip([
        TYPES,
        {
          name: '_rels/.rels',
          data: relsXml(
            'https://example.org/a.model',
            `TargetMode="External" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"`,
          ),
        },
        PACKAGE[2]!,
      ]),
    'malformed-3mf',
  ),
  mf(
    'a model part that is named and missing',
    () => writeZip([...PACKAGE, { name: '3D/_rels/3dmodel.model.rels', data: relsXml('/3D/gone.model') }]),
    'malformed-3mf',
  ),
  model(
    'component of itself',
    withBuild(objectXml(1, `<components>${component(1)}</components>`), '<item objectid="1"/>'),
    'cyclic-components',
  ),
  model(
    'A of B of A',
    withBuild(
      objectXml(1, `<components>${component(2)}</components>`) +
        objectXml(2, `<components>${component(1)}</components>`),
      '<item objectid="1"/>',
    ),
    'cyclic-components',
  ),
  model('17 deep', withBuild(CUBE_OBJECT + chain(17), '<item objectid="18"/>'), 'too-deep'),
  model('16 deep', withBuild(CUBE_OBJECT + chain(16), '<item objectid="17"/>'), 'measured'),
  model('3,000 deep', withBuild(CUBE_OBJECT + chain(3_000), '<item objectid="3001"/>'), 'too-deep'),
  model('10^12 instances', withBuild(CUBE_OBJECT + chain(12, 10), '<item objectid="13"/>'), 'too-many-items'),
  model('1,000,000 items', withBuild(CUBE_OBJECT, repeat('<item objectid="1"/>', 20_000)), 'too-many-items'),
  model(
    '1,000,000 objects',
    withBuild(Array.from({ length: 10_001 }, (_, at) => objectXml(at + 1, '')).join(''), '<item objectid="1"/>'),
    'too-many-items',
  ),
  model(
    '3,000,001 triangles by instances',
    withBuild(objectXml(1, meshXml(sphere(9, [0, 0, 0], 13))) + chain(3, 17), '<item objectid="4"/>'),
    'too-many-triangles',
  ),
  model('transform of 11 numbers', transformed('1 0 0 0 1 0 0 0 1 0 0'), 'malformed-3mf'),
  model('transform of 13 numbers', transformed('1 0 0 0 1 0 0 0 1 0 0 0 0'), 'malformed-3mf'),
  model('transform with NaN', transformed('NaN 0 0 0 1 0 0 0 1 0 0 0'), 'malformed-3mf'),
  model('transform of zeros', transformed('0 0 0 0 0 0 0 0 0 0 0 0'), 'singular-transform'),
  model('transform of rank 2', transformed('1 0 0 0 1 0 1 1 0 0 0 0'), 'singular-transform'),
  model('determinant 1e-30', transformed('1e-10 0 0 0 1e-10 0 0 0 1e-10 0 0 0'), 'singular-transform'),
  model('determinant 1e30', transformed('1e10 0 0 0 1e10 0 0 0 1e10 0 0 0'), 'out-of-range'),
  ...['8', '-1', '4294967296', '1.0', ''].map((index) =>
    model(`index ${index}`, () => MODEL.replace('v1="0"', `v1="${index}"`), 'index-out-of-range'),
  ),
  model(
    'equal indices',
    () => MODEL.replace('</triangles>', '<triangle v1="1" v2="1" v3="1"/></triangles>'),
    'measured',
  ),
  model('two objects of one id', withBuild(CUBE_OBJECT + CUBE_OBJECT, '<item objectid="1"/>'), 'malformed-3mf'),
  model('no build', () => MODEL.replace(/<build>.*<\/build>/, ''), 'malformed-3mf'),
  model('empty build', withBuild(CUBE_OBJECT, ''), 'no-geometry'),
  model('item of no object', withBuild(CUBE_OBJECT, '<item objectid="7"/>'), 'malformed-3mf'),
  model(
    'component of no object',
    withBuild(CUBE_OBJECT + objectXml(2, `<components>${component(7)}</components>`), '<item objectid="2"/>'),
    'malformed-3mf',
  ),
  model('unit that does not exist', withBuild(CUBE_OBJECT, '<item objectid="1"/>', 'unit="parsec"'), 'malformed-3mf'),
  ...['support', 'surface', 'other', 'solidsupport'].map((type) =>
    model(
      `items of type ${type}`,
      withBuild(objectXml(1, meshXml(CUBE), `type="${type}"`), '<item objectid="1"/>'),
      'no-geometry',
    ),
  ),
  ...[
    'http://schemas.microsoft.com/3dmanufacturing/beamlattice/2017/02',
    'http://schemas.3mf.io/3dmanufacturing/volumetric/2022/01',
    'http://schemas.microsoft.com/3dmanufacturing/securecontent/2019/04',
    'http://schemas.3mf.io/3dmanufacturing/booleanoperations/2023/07',
    'http://schemas.3mf.io/3dmanufacturing/displacement/2023/10',
    'urn:unknown',
  ].map((namespace) =>
    model(
      `required ${namespace}`,
      withBuild(CUBE_OBJECT, '<item objectid="1"/>', `xmlns:q="${namespace}" requiredextensions="q"`),
      'unsupported-extension',
    ),
  ),
  model(
    'required prefix that is not declared',
    withBuild(CUBE_OBJECT, '<item objectid="1"/>', 'requiredextensions="q"'),
    'unsupported-extension',
  ),
  mf('gcode.3mf', () => threeMfOf(modelXml('', ''), { name: 'Metadata/plate_1.gcode', data: 'G1 X0' }), 'sliced-file'),
];

const xmls: Hostile[] = [
  ...[
    '<!DOCTYPE model>',
    '<!DOCTYPE model [<!ENTITY a "b">]>',
    '<!DOCTYPE m [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>',
    '<!DOCTYPE model SYSTEM "http://127.0.0.1:1/x.dtd">',
    '<!DOCTYPE m [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>',
  ].map((doctype) => model(doctype, () => MODEL.replace('?>', `?>${doctype}`), 'xml-unsafe')),
  mf(
    'doctype in the relationships',
    () =>
      writeZip([
        TYPES,
        { name: '_rels/.rels', data: relsXml('/3D/3dmodel.model').replace('?>', '?><!DOCTYPE x>') },
        PACKAGE[2]!,
      ]),
    'xml-unsafe',
  ),
  ...['&lol;', '&#0;', '&#xD800;'].map((text) =>
    model(`entity ${text}`, () => MODEL.replace('<build>', `${text}<build>`), 'malformed-xml'),
  ),
  model(
    '400,000 character references',
    () => MODEL.replace('<build>', `${repeat('&#65;', 400_000)}<build>`),
    'malformed-xml',
  ),
  model('33 deep', () => MODEL.replace('<build>', `${repeat('<a>', 32)}${repeat('</a>', 32)}<build>`), 'too-deep'),
  model('a million deep', () => MODEL.replace('<build>', repeat('<a>', 1_000_000)), 'too-deep'),
  model(
    '100,000 attributes',
    () => MODEL.replace('<build>', `<build ${Array.from({ length: 100_000 }, (_, at) => `a${at}="1"`).join(' ')}>`),
    'malformed-xml',
  ),
  model(
    'an attribute of 5 MB',
    () => MODEL.replace('<build>', `<build a="${repeat('y', 5_000_000)}">`),
    'malformed-xml',
  ),
  model('an attribute of 70 KB', () => MODEL.replace('<build>', `<build a="${repeat('y', 70_000)}">`), 'malformed-xml'),
  model(
    'a comment of 5 MB',
    () => MODEL.replace('<build>', `<!--${repeat('y', 5_000_000)}--><build>`),
    'malformed-xml',
  ),
  model(
    'an instruction of 5 MB',
    () => MODEL.replace('<build>', `<?x ${repeat('y', 5_000_000)}?><build>`),
    'malformed-xml',
  ),
  model('a name of 5 MB', () => MODEL.replace('<build>', `<${repeat('y', 5_000_000)}`), 'malformed-xml'),
  model('an attribute twice', () => MODEL.replace('objectid="1"', 'objectid="1" objectid="1"'), 'malformed-xml'),
  model('no quotes', () => MODEL.replace('objectid="1"', 'objectid=1'), 'malformed-xml'),
  model('an open tag', () => MODEL.replace('</model>', ''), 'malformed-xml'),
  model('a second root', () => `${MODEL}<model/>`, 'malformed-xml'),
  model('bytes after the root', () => `${MODEL}xyz`, 'malformed-xml'),
  model('a NUL', () => MODEL.replace('<build>', '\0<build>'), 'malformed-xml'),
  model('invalid UTF-8', () => Buffer.concat([Buffer.from(MODEL), Buffer.from([0xff, 0xfe])]), 'malformed-xml'),
  model('an encoding that does not exist', () => MODEL.replace('UTF-8', 'x-unknown'), 'unsupported-encoding'),
  model('XML 1.1', () => MODEL.replace('version="1.0"', 'version="1.1"'), 'malformed-xml'),
  model('another root', () => `<models xmlns="${CORE}"/>`, 'malformed-3mf'),
  model('no namespace', () => MODEL.replace(`xmlns="${CORE}"`, ''), 'malformed-3mf'),
];

const all = [...kinds, ...stls, ...objs, ...zips, ...packages, ...xmls];

describe('hostile files', () => {
  test.each(all.map(([id, ...rest]) => [id, rest] as const))(
    '%s is refused for what it is [UPL-04]',
    async (_, [fileName, bytes, ...codes]) => {
      expect(codes).toContain(await outcome(bytes(), fileName));
    },
  );

  test('40 digits are a number [UPL-04]', async () => {
    const digits = `0.${'1234567890'.repeat(4)}`;
    expect(await outcome(ASCII.replaceAll('vertex 0', `vertex ${digits}`), 'a.stl')).toBe('measured');
  });

  test('a binary STL that is cut anywhere is truncated [UPL-04]', async () => {
    const bytes = binaryStl(sphere(9), { header: 'made by a test' });
    const cuts = [
      ...Array.from({ length: 299 }, (_, at) => at + 1),
      ...Array.from({ length: Math.floor(bytes.length / 1_000) }, (_, at) => at * 1_000 + 500),
    ];
    const codes = new Set<string>();
    for (const cut of cuts) codes.add(await outcome(bytes.subarray(0, cut), 'a.stl'));
    expect([...codes]).toEqual(['truncated']);
  });

  test('an ASCII STL that is cut within a facet is malformed [UPL-04]', async () => {
    const [from, to] = [ASCII.lastIndexOf('facet normal') + 1, ASCII.lastIndexOf('endfacet') + 8];
    for (let cut = from; cut < to; cut++)
      expect([cut, await outcome(ASCII.slice(0, cut), 'a.stl')]).toEqual([cut, 'malformed-stl']);
  });

  test('an archive that is cut anywhere is malformed [UPL-04]', async () => {
    for (let cut = 2; cut < SOUND.length; cut += 7)
      expect([cut, await outcome(SOUND.subarray(0, cut), 'a.3mf')]).toEqual([cut, 'malformed-archive']);
  });

  test('a file beyond the limit is not looked at [UPL-04]', async () => {
    expect(await outcome(STL, 'a.stl', { ...LIMITS, fileBytes: STL.length - 1 })).toBe('too-large');
  });

  test('triangles are counted while they are read [UPL-04]', async () => {
    for (const [name, bytes] of [
      ['a.stl', STL],
      ['a.stl', ASCII],
      ['a.obj', objLines(CUBE).join('\n')],
      ['a.3mf', SOUND],
    ] as const) {
      expect([name, await outcome(bytes, name, { ...LIMITS, triangles: 11 })]).toEqual([name, 'too-many-triangles']);
    }
  });

  test('CPU time is looked at between stages [UPL-04]', async () => {
    let looks = 0;
    const result = await analyseModel(STL, { ...SHOP, fileName: 'a.stl', cpuSeconds: () => ++looks * 20 });
    expect([result.outcome === 'refused' && result.reason.code, looks]).toEqual(['too-complex', 4]);
  });

  test('one corner with 40,000 triangles costs no more than others: edges are sorted, not compared in pairs [UPL-04]', async () => {
    const rim = 20_000;
    const positions = new Float64Array((rim + 2) * 3);
    for (let at = 0; at < rim; at++) {
      const angle = (at / rim) * 2 * Math.PI;
      positions.set([50 * Math.cos(angle), 50 * Math.sin(angle), 0], at * 3);
    }
    positions.set([0, 0, 20, 0, 0, -20], rim * 3);
    const triangles = Uint32Array.from({ length: rim * 6 }, (_, at) => {
      const step = Math.floor(at / 6);
      return [step, (step + 1) % rim, rim, (step + 1) % rim, step, rim + 1][at % 6]!;
    });
    const result = await analyseModel(binaryStl({ positions, triangles }), { ...SHOP, fileName: 'a.stl' });
    expect(result.outcome === 'measured' && [result.analysis.watertight, result.analysis.triangles]).toEqual([
      true,
      40_000,
    ]);
  });

  test('random triangles across the whole box are measured without a volume [UPL-04]', async () => {
    const random = randomNumbers(7);
    const count = 10_000;
    const positions = Float64Array.from({ length: count * 9 }, () => random() * 100);
    const bytes = binaryStl({ positions, triangles: Uint32Array.from({ length: count * 3 }, (_, at) => at) });
    const result = await analyseModel(bytes, {
      ...SHOP,
      fileName: 'a.stl',
      limits: { ...LIMITS, columnHits: 100_000 },
    });
    expect(result.outcome === 'measured' && [result.analysis.volumeMm3, result.analysis.openEdges]).toEqual([
      null,
      30_000,
    ]);
  });
});

const QUICK = { ...LIMITS, columns: 24, fineColumns: 24, triangles: 100_000, instances: 500, unpackedBytes: 4_000_000 };

describe('damaged files', () => {
  test('1,500 mutations of sound files are refused or measured, with a finite result, and nothing else is thrown [UPL-04]', async () => {
    const random = randomNumbers(2026);
    const folder = join(root, 'test/fixtures/printing');
    const files = [
      'stl-ascii-two-solids.stl',
      '3mf-components.3mf',
      '3mf-production-components.3mf',
      'obj-negative-indices.obj',
      'stl-flipped-faces.stl',
    ];
    const sound: [string, Buffer][] = [
      ['a.stl', STL],
      ['a.stl', Buffer.from(ASCII)],
      ['a.obj', Buffer.from(objLines(joined(CUBE, cube(9, [5, 5, 5]))).join('\n'))],
      ['a.3mf', SOUND],
      // Stored, so that changes reach the XML.
      ['a.3mf', writeZip(PACKAGE.map((one) => ({ ...one, method: 0 })))],
      ['a.3mf', threeMf(sphere(9, [0, 0, 0], 4))],
      ...(await Promise.all(
        files.map(async (name): Promise<[string, Buffer]> => [name, await readFile(join(folder, name))]),
      )),
    ];
    const outcomes: Record<string, number> = {};
    for (let round = 0; round < 1_500; round++) {
      const [fileName, bytes] = sound[round % sound.length]!;
      const result = await analyseModel(mutate(bytes, random), { ...SHOP, fileName, limits: QUICK });
      const code = result.outcome === 'refused' ? result.reason.code : 'measured';
      outcomes[code] = (outcomes[code] ?? 0) + 1;
      if (result.outcome === 'measured') {
        const { volumeMm3, areaMm2, boundingBoxMm } = result.analysis;
        expect([volumeMm3 ?? 0, areaMm2, ...Object.values(boundingBoxMm)].every(Number.isFinite)).toBe(true);
      }
    }
    // The mutations reach every stage.
    expect(Object.keys(outcomes).length).toBeGreaterThan(10);
  }, 300_000);

  test('mutated XML in a sound archive is refused or measured [UPL-04]', async () => {
    const random = randomNumbers(99);
    const outcomes = new Set<string>();
    for (let round = 0; round < 300; round++) {
      outcomes.add(await outcome(threeMfOf(mutate(Buffer.from(MODEL), random)), 'a.3mf', QUICK));
    }
    expect(outcomes.size).toBeGreaterThan(4);
  }, 300_000);

  test('arbitrary bytes under any name are refused or measured [UPL-04]', async () => {
    const opening = fc.constantFrom(
      '',
      'PK\x03\x04',
      'solid x\nfacet normal 0 0 1\nouter loop\n',
      'v 0 0 0\nf 1 1 1\n',
      '\ufeff',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('a.stl', 'a.obj', 'a.3mf', 'a'),
        opening,
        fc.uint8Array({ maxLength: 400 }),
        async (name, start, bytes) => {
          expect(typeof (await outcome(Buffer.concat([Buffer.from(start), bytes]), name, QUICK))).toBe('string');
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
