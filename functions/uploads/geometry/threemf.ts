import { partName } from './archive.ts';
import type { Limits } from './limits.ts';
import { type Mesh, TriangleList, type Vector } from './mesh.ts';
import type { NoteCode } from './notes.ts';
import { refuse } from './refusals.ts';
import { kindsOfTriangles, type PartKind } from './slicer-project.ts';
import type { ModelItem, ModelObject, ModelReference } from './threemf-model.ts';
import { readPackage, type ThreeMfPackage } from './threemf-package.ts';
import { compose, determinant, type Transform } from './transform.ts';
import { Welder } from './weld.ts';

/** A body of the build, and where it stands: once for each copy that is turned and scaled alike. */
export interface BuildItem {
  readonly name?: string;
  /** Welded, in mm, turned and scaled as built, not moved. */
  readonly mesh: Mesh;
  /** Where its copies stand, mm. */
  readonly places: readonly Vector[];
}

/** A mesh at its place in an item. */
interface Leaf {
  readonly object: Found;
  readonly transform: Transform;
}

interface Found {
  readonly key: string;
  readonly part: string;
  readonly object: ModelObject;
}

/** Meshes and triangles that an object stands for, after all of its components. */
interface Count {
  readonly meshes: number;
  readonly triangles: number;
  readonly depth: number;
}

const HELPERS = new Set(['support', 'solidsupport']);

/**
 * Reads a 3MF into what it builds. Each mesh is read once; copies are counted before anything is multiplied.
 * In: the file; a secret for the weld. Out: items by what they look like, notes, and whether a person must look at it.
 * Throws the refusals of archives, XML, 3MF and `no-geometry`.
 */
export async function readThreeMf(
  bytes: Buffer,
  limits: Limits,
  seed: number,
): Promise<{ items: BuildItem[]; notes: Set<NoteCode>; uncertain: boolean }> {
  const model = await readPackage(bytes, limits);
  const build = new Build(model, limits);
  const items = build.items(seed);
  if (items.length === 0) {
    if (model.sliced) refuse('sliced-file');
    if (build.foreign) refuse('unsupported-extension', 'the shapes are no meshes');
    refuse('no-geometry');
  }
  return { items, notes: build.notes, uncertain: build.uncertain };
}

class Build {
  readonly notes = new Set<NoteCode>();
  /** A shape was found that we cannot draw. */
  foreign = false;
  /** Something is subtracted or left out that takes part in the print. */
  uncertain = false;
  private readonly model: ThreeMfPackage;
  private readonly limits: Limits;
  private readonly counts = new Map<string, Count | 'open'>();

  constructor(model: ThreeMfPackage, limits: Limits) {
    this.model = model;
    this.limits = limits;
    for (const part of model.parts.values()) for (const note of part.notes) this.notes.add(note);
  }

  items(seed: number): BuildItem[] {
    const start = this.model.parts.get(partName(this.model.start));
    if (start === undefined || (!start.hasBuild && !this.model.sliced)) {
      return refuse('malformed-3mf', 'the build is missing');
    }
    const chosen = start.items.flatMap((item) => {
      const found = this.find(item, this.model.start);
      return this.isBuilt(item, found.object) ? [{ item, found }] : [];
    });
    this.checkCounts(chosen.map(({ found }) => found));
    const groups = new Map<string, { found: Found; item: ModelItem; places: Vector[] }>();
    for (const { item, found } of chosen) {
      const key = `${found.key} ${item.transform.slice(0, 9).join(' ')}`;
      const [x, y, z] = item.transform.slice(9) as [number, number, number];
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { found, item, places: [[x, y, z]] });
      else group.places.push([x, y, z]);
    }
    return [...groups.values()].flatMap(({ found, item, places }) => {
      const mesh = this.draw(found, [...item.transform.slice(0, 9), 0, 0, 0], seed);
      const { name } = found.object;
      return mesh.triangles.length === 0 ? [] : [{ ...(name ? { name } : {}), mesh, places }];
    });
  }

  private isBuilt(item: ModelItem, object: ModelObject): boolean {
    if (item.printable && object.type === 'model') return true;
    this.notes.add(HELPERS.has(object.type) ? 'supports-ignored' : 'items-ignored');
    return false;
  }

  private find(reference: ModelReference, from: string): Found {
    const part = partName(reference.path ?? from);
    const object = this.model.parts.get(part)?.objects.get(reference.objectId);
    if (object === undefined)
      return refuse('malformed-3mf', `the object ${reference.objectId} is missing in "${part}"`);
    return { key: `${part}#${object.id}`, part, object };
  }

  private checkCounts(roots: readonly Found[]): void {
    let meshes = 0;
    let triangles = 0;
    for (const root of roots) {
      const count = this.count(root, 0);
      meshes += count.meshes;
      triangles += count.triangles;
    }
    if (meshes > this.limits.instances) refuse('too-many-items', `${meshes} copies of meshes`);
    if (triangles > this.limits.triangles) refuse('too-many-triangles', `${triangles} with all copies`);
  }

  /** Multiplies along the components instead of following each copy, so that 10^12 of them cost nothing. */
  private count(found: Found, level: number): Count {
    const before = this.counts.get(found.key);
    if (before === 'open') return refuse('cyclic-components', `object ${found.object.id}`);
    if (level + (before?.depth ?? 0) > this.limits.componentDepth) refuse('too-deep', 'components');
    if (before !== undefined) return before;
    this.counts.set(found.key, 'open');
    let meshes = found.object.mesh === undefined ? 0 : 1;
    let triangles = (found.object.mesh?.triangles.length ?? 0) / 3;
    let depth = 0;
    for (const component of found.object.components) {
      const child = this.count(this.find(component, found.part), level + 1);
      meshes += child.meshes;
      triangles += child.triangles;
      depth = Math.max(depth, child.depth + 1);
    }
    const count = { meshes, triangles, depth };
    this.counts.set(found.key, count);
    return count;
  }

  private draw(root: Found, transform: Transform, seed: number): Mesh {
    const welder = new Welder(seed);
    const triangles = new TriangleList(this.limits.triangles);
    for (const leaf of this.leaves(root, transform)) this.drawLeaf(leaf, welder, triangles);
    return { positions: welder.done(), triangles: triangles.done() };
  }

  private *leaves(found: Found, transform: Transform): Generator<Leaf> {
    const { object } = found;
    if (object.modifier) {
      this.notes.add('modifiers-ignored');
      return;
    }
    if (object.foreignShape) this.ignoreForeignShape(object);
    if (object.mesh !== undefined) yield { object: found, transform };
    const kinds = this.isOfStart(found.part) ? this.model.project.parts.get(object.id) : undefined;
    for (const component of object.components) {
      const child = this.find(component, found.part);
      const kind = kinds?.get(component.objectId) ?? 'solid';
      if (!this.isSolid(kind)) continue;
      if (child.object.type !== 'model')
        this.notes.add(HELPERS.has(child.object.type) ? 'supports-ignored' : 'items-ignored');
      else yield* this.leaves(child, compose(component.transform, transform));
    }
  }

  private ignoreForeignShape(object: ModelObject): void {
    this.foreign = true;
    this.notes.add('extension-ignored');
    if (object.mesh === undefined || object.mesh.triangles.length > 0) this.uncertain = true;
  }

  /** Ids are local to a part; slicers mean those of the start part. */
  private isOfStart(part: string): boolean {
    return part === partName(this.model.start);
  }

  private isSolid(kind: PartKind): boolean {
    if (kind === 'solid') return true;
    this.notes.add('modifiers-ignored');
    if (kind === 'negative') this.uncertain = true;
    return false;
  }

  private drawLeaf({ object: { object, part }, transform }: Leaf, welder: Welder, out: TriangleList): void {
    const { positions, triangles } = object.mesh!;
    const [a, b, c, d, e, f, g, h, i, tx, ty, tz] = transform as unknown as Float64Array;
    const renamed = new Int32Array(positions.length / 3).fill(-1);
    const corner = (index: number): number => {
      if (renamed[index] === -1) {
        const x = positions[index * 3]!;
        const y = positions[index * 3 + 1]!;
        const z = positions[index * 3 + 2]!;
        const u = x * a! + y * d! + z * g! + tx!;
        const v = x * b! + y * e! + z * h! + ty!;
        const w = x * c! + y * f! + z * i! + tz!;
        // NaN fails every comparison: two infinite terms may leave it.
        if (!(Math.abs(u) + Math.abs(v) + Math.abs(w) < Infinity)) refuse('out-of-range', `vertex ${index}`);
        renamed[index] = welder.add(u, v, w);
      }
      return renamed[index]!;
    };
    const mirrored = determinant(transform) < 0;
    const ranges = this.isOfStart(part) ? this.model.project.ranges.get(object.id) : undefined;
    const kinds = ranges === undefined ? undefined : kindsOfTriangles(ranges, triangles.length / 3);
    for (let at = 0; at < triangles.length; at += 3) {
      if (kinds !== undefined && !this.isSolid(kinds[at / 3]!)) continue;
      const first = corner(triangles[at]!);
      const second = corner(triangles[at + 1]!);
      const third = corner(triangles[at + 2]!);
      // A mirrored surface would be inside out.
      if (mirrored) out.add(first, third, second);
      else out.add(first, second, third);
    }
  }
}
