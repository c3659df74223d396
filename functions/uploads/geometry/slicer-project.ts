import type { Archive } from './archive.ts';
import type { Limits } from './limits.ts';
import { type Element, walkXml, type XmlHandler } from './xml-walk.ts';

/** What a slicer does with a part of an object: only `solid` ones become material. */
export type PartKind = 'solid' | 'modifier' | 'negative';

/** A run of triangles of one mesh, first and last included. */
export interface TriangleRange {
  readonly first: number;
  readonly last: number;
  readonly kind: PartKind;
}

/** What a slicer's own files say about the meshes of a project. */
export interface SlicerProject {
  /** Bambu Studio, OrcaSlicer: object id → id of its component → kind. */
  readonly parts: ReadonlyMap<string, ReadonlyMap<string, PartKind>>;
  /** PrusaSlicer: object id → runs of the triangles of its mesh. */
  readonly ranges: ReadonlyMap<string, readonly TriangleRange[]>;
}

const BAMBU_SETTINGS = 'Metadata/model_settings.config';
/** Slic3r_PE_model.config, and those of slicers that descend from PrusaSlicer. */
const PRUSA_SETTINGS = /^metadata\/[^/]+_model\.config$/i;

/** In: an archive. Out: what its slicer files say, which may be nothing. Throws as `walkXml` does. */
export async function readSlicerProject(archive: Archive, limits: Limits): Promise<SlicerProject> {
  const parts = new Map<string, Map<string, PartKind>>();
  const ranges = new Map<string, TriangleRange[]>();
  if (archive.has(BAMBU_SETTINGS)) await walkXml(archive.read(BAMBU_SETTINGS), bambuHandler(parts), limits);
  for (const name of archive.names.filter((one) => PRUSA_SETTINGS.test(one))) {
    await walkXml(archive.read(name), prusaHandler(ranges), limits);
  }
  return { parts, ranges };
}

const BAMBU_KINDS: Readonly<Record<string, PartKind>> = {
  normal_part: 'solid',
  negative_part: 'negative',
  modifier_part: 'modifier',
  support_blocker: 'modifier',
  support_enforcer: 'modifier',
};

const PRUSA_KINDS: Readonly<Record<string, PartKind>> = {
  ModelPart: 'solid',
  NegativeVolume: 'negative',
  ParameterModifier: 'modifier',
  SupportBlocker: 'modifier',
  SupportEnforcer: 'modifier',
};

function bambuHandler(parts: Map<string, Map<string, PartKind>>): XmlHandler {
  let object: Map<string, PartKind> | undefined;
  return {
    open({ name, attributes }) {
      const id = attributes['id'];
      if (name === 'object' && id !== undefined) {
        object = new Map();
        parts.set(id, object);
      } else if (name === 'part' && id !== undefined) {
        object?.set(id, BAMBU_KINDS[attributes['subtype'] ?? 'normal_part'] ?? 'modifier');
      }
    },
  };
}

function prusaHandler(ranges: Map<string, TriangleRange[]>): XmlHandler {
  let object: TriangleRange[] | undefined;
  let open: { first: number; last: number; kind: PartKind } | undefined;
  const setting = ({ attributes }: Element) => {
    if (open === undefined || attributes['type'] !== 'volume') return;
    const { key, value = '' } = attributes;
    if (key === 'volume_type') open.kind = PRUSA_KINDS[value] ?? 'modifier';
    // Before there were kinds, versions up to 1.41 knew modifiers only.
    else if (key === 'modifier' && value === '1' && open.kind === 'solid') open.kind = 'modifier';
  };
  return {
    open(element) {
      const { name, attributes } = element;
      if (name === 'object' && attributes['id'] !== undefined) {
        object = [];
        ranges.set(attributes['id'], object);
      } else if (name === 'volume') {
        open = { first: Number(attributes['firstid']), last: Number(attributes['lastid']), kind: 'solid' };
      } else if (name === 'metadata') setting(element);
    },
    close(_, name) {
      if (name !== 'volume' || open === undefined) return;
      object?.push(open);
      open = undefined;
    },
  };
}

/** In: the kinds of runs and how many triangles there are. Out: the kind of each; what no run names is solid. */
export function kindsOfTriangles(ranges: readonly TriangleRange[], count: number): readonly PartKind[] {
  const kinds = Array.from({ length: count }, (): PartKind => 'solid');
  for (const { first, last, kind } of ranges) {
    if (!Number.isInteger(first) || !Number.isInteger(last)) continue;
    kinds.fill(kind, Math.max(0, first), Math.min(count, last + 1));
  }
  return kinds;
}
