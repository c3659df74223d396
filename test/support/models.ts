import type { AnalyseOptions } from '../../functions/uploads/geometry/analyse-model.ts';
import { LIMITS } from '../../functions/uploads/geometry/limits.ts';
import type { Mesh, Vector } from '../../functions/uploads/geometry/mesh.ts';
import { writeZip, type ZipEntry } from './zip-writer.ts';

/** What the shop of these tests prints with; it samples more coarsely than the real one, to be quick. */
export const SHOP: Omit<AnalyseOptions, 'fileName'> = {
  limits: { ...LIMITS, columns: 80, fineColumns: 160 },
  machines: [
    { sidesMm: [250, 210, 210], materials: ['pla', 'petg'] },
    { sidesMm: [350, 350, 400], materials: ['pla'] },
  ],
  materials: [
    { id: 'pla', minimumWallMm: 0.8 },
    { id: 'petg', minimumWallMm: 1 },
  ],
  cpuSeconds: () => 0,
  seed: 0x5eed,
};

/** A box from one corner, wound outward. */
export function box(sides: Vector, from: Vector = [0, 0, 0]): Mesh {
  const positions = new Float64Array(24);
  for (let corner = 0; corner < 8; corner++) {
    for (let axis = 0; axis < 3; axis++) {
      positions[corner * 3 + axis] = from[axis]! + ((corner >> axis) & 1) * sides[axis]!;
    }
  }
  const faces = [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 4, 6, 2],
    [1, 3, 7, 5],
  ] as const;
  return { positions, triangles: Uint32Array.from(faces.flatMap(([a, b, c, d]) => [a, b, c, a, c, d])) };
}

export const cube = (side: number, from: Vector = [0, 0, 0]): Mesh => box([side, side, side], from);

/** A sphere of latitudes and longitudes, wound outward. */
export function sphere(radius: number, middle: Vector = [0, 0, 0], steps = 16): Mesh {
  const positions: number[] = [];
  const triangles: number[] = [];
  const point = (ring: number, step: number) => {
    const polar = (ring / steps) * Math.PI;
    const around = (step / (2 * steps)) * 2 * Math.PI;
    const level = radius * Math.sin(polar);
    positions.push(
      middle[0] + level * Math.cos(around),
      middle[1] + level * Math.sin(around),
      middle[2] + radius * Math.cos(polar),
    );
    return positions.length / 3 - 1;
  };
  const top = point(0, 0);
  const rings = Array.from({ length: steps - 1 }, (_, ring) =>
    Array.from({ length: 2 * steps }, (_, step) => point(ring + 1, step)),
  );
  const bottom = point(steps, 0);
  for (let step = 0; step < 2 * steps; step++) {
    const next = (step + 1) % (2 * steps);
    triangles.push(top, rings[0]![step]!, rings[0]![next]!);
    for (let ring = 0; ring + 1 < rings.length; ring++) {
      const [upper, lower] = [rings[ring]!, rings[ring + 1]!];
      triangles.push(upper[step]!, lower[step]!, lower[next]!, upper[step]!, lower[next]!, upper[next]!);
    }
    triangles.push(bottom, rings.at(-1)![next]!, rings.at(-1)![step]!);
  }
  return { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) };
}

/** The mesh with every face turned over. */
export const reversed = ({ positions, triangles }: Mesh): Mesh => ({
  positions,
  triangles: triangles.map((_, at) => triangles[at % 3 === 0 ? at : at % 3 === 1 ? at + 1 : at - 1]!),
});

export const joined = (...meshes: readonly Mesh[]): Mesh => {
  let corners = 0;
  const triangles = meshes.flatMap((mesh) => {
    const start = corners;
    corners += mesh.positions.length / 3;
    return [...mesh.triangles].map((corner) => corner + start);
  });
  return {
    positions: Float64Array.from(meshes.flatMap(({ positions }) => [...positions])),
    triangles: Uint32Array.from(triangles),
  };
};

/** Every corner put through a function. */
export const mapped = ({ positions, triangles }: Mesh, to: (point: Vector) => Vector): Mesh => {
  const moved = new Float64Array(positions.length);
  for (let at = 0; at < positions.length; at += 3) {
    moved.set(to([positions[at]!, positions[at + 1]!, positions[at + 2]!]), at);
  }
  return { positions: moved, triangles };
};

const cornersOf = ({ positions, triangles }: Mesh): Vector[] =>
  [...triangles].map((corner) => [positions[corner * 3]!, positions[corner * 3 + 1]!, positions[corner * 3 + 2]!]);

/** Signed volume of a mesh, for expectations: an independent sum about the origin. */
export const volumeOf = (mesh: Mesh): number => {
  const corners = cornersOf(mesh);
  let volume = 0;
  for (let at = 0; at < corners.length; at += 3) {
    const [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] = corners.slice(at, at + 3) as [Vector, Vector, Vector];
    volume += (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6;
  }
  return volume;
};

export function binaryStl(mesh: Mesh, { header = '', attribute = 0, count = mesh.triangles.length / 3 } = {}): Buffer {
  const bytes = Buffer.alloc(84 + (mesh.triangles.length / 3) * 50);
  bytes.write(header, 'latin1');
  bytes.writeUInt32LE(count >>> 0, 80);
  const { positions, triangles } = mesh;
  for (let at = 0; at < triangles.length; at++) {
    const place = 84 + Math.floor(at / 3) * 50 + 12 + (at % 3) * 12;
    for (let axis = 0; axis < 3; axis++) bytes.writeFloatLE(positions[triangles[at]! * 3 + axis]!, place + axis * 4);
    if (at % 3 === 2) bytes.writeUInt16LE(attribute, place + 12);
  }
  return bytes;
}

export function asciiStl(mesh: Mesh, { name = 'part', end = '\n' } = {}): string {
  const corners = cornersOf(mesh);
  const lines = [`solid ${name}`];
  for (let at = 0; at < corners.length; at += 3) {
    lines.push('  facet normal 0 0 0', '    outer loop');
    for (const corner of corners.slice(at, at + 3)) lines.push(`      vertex ${corner.join(' ')}`);
    lines.push('    endloop', '  endfacet');
  }
  return [...lines, `endsolid ${name}`, ''].join(end);
}

export const objLines = ({ positions, triangles }: Mesh): string[] => [
  ...Array.from(
    { length: positions.length / 3 },
    (_, corner) => `v ${positions.slice(corner * 3, corner * 3 + 3).join(' ')}`,
  ),
  ...Array.from({ length: triangles.length / 3 }, (_, face) => {
    const [a, b, c] = triangles.slice(face * 3, face * 3 + 3).map((corner) => corner + 1);
    return `f ${a} ${b} ${c}`;
  }),
];

export const CORE = 'http://schemas.microsoft.com/3dmanufacturing/core/2015/02';
export const MODEL_TYPE = 'http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel';

/** The XML of a mesh; `x` is a prefix with its colon, or nothing. */
export const meshXml = ({ positions, triangles }: Mesh, x = ''): string => {
  const vertices = Array.from({ length: positions.length / 3 }, (_, corner) => {
    const [a, b, c] = positions.slice(corner * 3, corner * 3 + 3);
    return `<${x}vertex x="${a}" y="${b}" z="${c}"/>`;
  });
  const faces = Array.from({ length: triangles.length / 3 }, (_, face) => {
    const [a, b, c] = triangles.slice(face * 3, face * 3 + 3);
    return `<${x}triangle v1="${a}" v2="${b}" v3="${c}"/>`;
  });
  return `<${x}mesh><${x}vertices>${vertices.join('')}</${x}vertices><${x}triangles>${faces.join('')}</${x}triangles></${x}mesh>`;
};

export const objectXml = (id: number | string, content: string, attributes = ''): string =>
  `<object id="${id}" ${attributes}>${content}</object>`;

export const modelXml = (
  resources: string,
  build: string,
  { attributes = '', declaration = '<?xml version="1.0" encoding="UTF-8"?>' } = {},
): string =>
  `${declaration}<model xmlns="${CORE}" ${attributes}><resources>${resources}</resources><build>${build}</build></model>`;

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
export const relsXml = (target: string, attributes = `Type="${MODEL_TYPE}"`): string =>
  `<?xml version="1.0"?><Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="r" Target="${target}" ${attributes}/></Relationships>`;

export const TYPES: ZipEntry = {
  name: '[Content_Types].xml',
  data: '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>',
};

/** The entries of a 3MF around a model. */
export const packageOf = (model: string | Buffer, ...more: readonly ZipEntry[]): ZipEntry[] => [
  TYPES,
  { name: '_rels/.rels', data: relsXml('/3D/3dmodel.model') },
  { name: '3D/3dmodel.model', data: model },
  ...more,
];

/** A 3MF of one mesh and one item. */
export const threeMf = (mesh: Mesh, { attributes = '', item = '' } = {}): Buffer =>
  writeZip(packageOf(modelXml(objectXml(1, meshXml(mesh)), `<item objectid="1" ${item}/>`, { attributes })));

/** A 3MF with this model, and these entries beside it. */
export const threeMfOf = (model: string | Buffer, ...more: readonly ZipEntry[]): Buffer =>
  writeZip(packageOf(model, ...more));
