/**
 * What a file may cost us. Figures are measured or chosen in docs/adr/0018; the worker that calls may pass smaller ones.
 * Bytes are bytes, lengths are millimetres.
 */
export const LIMITS = {
  /** Bytes of an upload. */
  fileBytes: 100_000_000,
  /** Triangles after instances are counted. */
  triangles: 3_000_000,
  /** Corners of one OBJ face: cutting it is quadratic. */
  faceCorners: 1_000,
  zipEntries: 1_000,
  /** Bytes of an entry's name. */
  zipNameBytes: 1_024,
  /** Bytes of all entries together, unpacked. */
  unpackedBytes: 512_000_000,
  /** Unpacked ÷ packed of an entry above `ratioFromBytes`; honest slice stacks reach 100. */
  zipRatio: 200,
  ratioFromBytes: 10_000_000,
  /** Open elements at a time; the parser keeps a stack of them. */
  xmlDepth: 32,
  /** Characters of one attribute. */
  attributeCharacters: 65_536,
  attributes: 64,
  /** Bytes between one tag and the next. */
  tagGapBytes: 1_000_000,
  /** Build items of a 3MF; a plate of a real project has at most a few hundred. */
  items: 1_000,
  /** Objects of a 3MF, and meshes after all components are counted. */
  instances: 10_000,
  componentDepth: 16,
  /** Largest |coordinate|, mm. */
  coordinateMm: 1e6,
  /** Every side of the whole must be longer, mm. */
  sideMm: 1e-3,
  /** CPU seconds, looked at between stages. */
  cpuSeconds: 60,
  /** Surface hits that one direction of sampling may produce. */
  columnHits: 8_000_000,
  /** Columns along a side of the sampling grid. */
  columns: 256,
  /** The same where bodies overlap, which decides the volume. */
  fineColumns: 512,
} as const;

export type Limits = { readonly [name in keyof typeof LIMITS]: number };
