import type { Limits } from './limits.ts';
import { grown, type Mesh, TriangleList } from './mesh.ts';
import type { NoteCode } from './notes.ts';
import { parseDecimal } from './numbers.ts';
import { refuse } from './refusals.ts';
import { parseTransform, type Transform } from './transform.ts';
import type { Element, XmlHandler } from './xml-walk.ts';

/** One part of a 3MF package with a model. Lengths in mm. */
export interface ModelPart {
  readonly objects: ReadonlyMap<string, ModelObject>;
  readonly items: readonly ModelItem[];
  /** Whether there is a build element. */
  readonly hasBuild: boolean;
  readonly notes: ReadonlySet<NoteCode>;
}

export interface ModelObject {
  readonly id: string;
  readonly type: string;
  readonly name: string | undefined;
  mesh: Mesh | undefined;
  readonly components: ModelReference[];
  /** Shape of an extension that we do not draw: beams, booleans, implicit functions. */
  foreignShape: boolean;
  /** A helper of Cura: it changes how others are printed. */
  modifier: boolean;
}

export interface ModelReference {
  readonly objectId: string;
  /** Another part of the package (production extension). */
  readonly path: string | undefined;
  readonly transform: Transform;
}

export interface ModelItem extends ModelReference {
  readonly printable: boolean;
}

const CORE = 'http://schemas.microsoft.com/3dmanufacturing/core/2015/02';
const PRODUCTION = 'http://schemas.microsoft.com/3dmanufacturing/production/2015/06';
/** Extensions that change no outline: a file may require them and be printed from its meshes. */
const HARMLESS = new Set([
  CORE,
  PRODUCTION,
  'http://schemas.microsoft.com/3dmanufacturing/material/2015/02',
  'http://schemas.microsoft.com/3dmanufacturing/slice/2015/07',
  'http://schemas.microsoft.com/3dmanufacturing/trianglesets/2021/07',
]);
const MATERIAL = /\/3dmanufacturing\/(material|trianglesets)\//;
const EXTENSION = /\/3dmanufacturing\/|\/dmg\//;
/** Elements of extensions that stand for a shape. */
const FOREIGN_SHAPES = new Set(['beamlattice', 'booleanshape', 'levelset', 'displacementmesh']);
const UNITS_MM: ReadonlyMap<string, number> = new Map([
  ['micron', 0.001],
  ['millimeter', 1],
  ['centimeter', 10],
  ['inch', 25.4],
  ['foot', 304.8],
  ['meter', 1000],
]);
const CURA = /ultimaker\.com\/xml\/cura\//;
const CURA_MODIFIER = /^(support_mesh|infill_mesh|cutting_mesh|anti_overhang_mesh)$/;
const YES = /^\s*(true|1)\s*$/i;
const COLOUR_ATTRIBUTES = /^(pid|pindex|p1|paint_\w+|(\w+:)?mmu_segmentation|(\w+:)?custom_supports)$/;

/** How many triangles and objects all parts of a package may still hold. */
export interface ModelBudget {
  triangles: number;
  objects: number;
}

/**
 * Reads one model part. In: what the package may still hold. Out: the handler for its XML, and the part when that is read.
 * Throws `malformed-3mf`, `unsupported-extension`, `index-out-of-range`, `not-a-number`, `too-many-items`, and others.
 */
export function readModelPart(limits: Limits, budget: ModelBudget): { handler: XmlHandler; done: () => ModelPart } {
  const objects = new Map<string, ModelObject>();
  const items: ModelItem[] = [];
  const notes = new Set<NoteCode>();
  let unitMm = 1;
  let hasBuild = false;
  let object: ModelObject | undefined;
  let mesh: MeshReader | undefined;
  // Whether the text that is read now says if the object is a helper.
  let helper = false;
  let text = '';
  // The names of the core elements around; an element counts only at its own place.
  const path: string[] = [];

  const openModel = (element: Element) => {
    const { attributes } = element;
    const unit = attributes['unit'] ?? 'millimeter';
    unitMm = UNITS_MM.get(unit) ?? refuse('malformed-3mf', `the unit "${unit}" does not exist`);
    for (const prefix of (attributes['requiredextensions'] ?? '').split(/\s+/).filter((word) => word !== '')) {
      const namespace = element.resolve(prefix);
      if (namespace === undefined || !HARMLESS.has(namespace)) refuse('unsupported-extension', namespace ?? prefix);
    }
  };

  const openObject = ({ attributes }: Element) => {
    const id = idOf(attributes['id']);
    if (objects.has(id)) refuse('malformed-3mf', `two objects have the id ${id}`);
    if (--budget.objects < 0) refuse('too-many-items', `more than ${limits.instances} objects`);
    object = {
      id,
      type: attributes['type'] ?? 'model',
      name: attributes['name'],
      mesh: undefined,
      components: [],
      foreignShape: false,
      modifier: false,
    };
    objects.set(id, object);
  };

  const openCore = (element: Element, parent: string | undefined) => {
    const { name, attributes } = element;
    switch (`${parent ?? ''}>${name}`) {
      case 'vertices>vertex':
        return mesh?.addVertex(attributes);
      case 'triangles>triangle':
        if (attributes['pid'] !== undefined) notes.add('colours-ignored');
        return mesh?.addTriangle(attributes);
      case '>model':
        return openModel(element);
      case 'resources>object':
        return openObject(element);
      case 'resources>basematerials':
        return notes.add('colours-ignored');
      case 'object>mesh':
        mesh = new MeshReader(unitMm, budget);
        return;
      case 'components>component':
        return object?.components.push(referenceOf(element, unitMm));
      case 'model>build':
        hasBuild = true;
        return;
      case 'build>item':
        if (items.length >= limits.items) refuse('too-many-items', `more than ${limits.items} build items`);
        items.push({ ...referenceOf(element, unitMm), printable: isPrintable(attributes) });
        return;
      case 'metadatagroup>metadata':
        helper = isCuraModifier(element);
        text = '';
        return;
      default:
        return;
    }
  };

  const openForeign = ({ namespace, name, depth, attributes }: Element) => {
    if (depth === 0) refuse('malformed-3mf', `the root element is of the namespace "${namespace ?? ''}"`);
    if (namespace === undefined) return;
    if (MATERIAL.test(namespace)) notes.add('colours-ignored');
    else if (EXTENSION.test(namespace) && namespace !== PRODUCTION) notes.add('extension-ignored');
    if (FOREIGN_SHAPES.has(name) && object !== undefined) object.foreignShape = true;
    // Cura wrote settings of its own before it wrote metadata.
    if (name === 'setting' && CURA.test(namespace)) {
      helper = CURA_MODIFIER.test(attributes['key'] ?? '');
      text = '';
    }
  };

  const handler: XmlHandler = {
    open(element) {
      const core = element.namespace === CORE;
      if (core) openCore(element, path.at(-1));
      else openForeign(element);
      if (element.depth === 0 && element.name !== 'model') refuse('malformed-3mf', 'the root element is not a model');
      path.push(core ? element.name : `{}${element.name}`);
      if (element.name === 'triangle' || element.name === 'object') noteAttributes(element, notes);
    },
    text(piece) {
      if (helper) text += piece;
    },
    close(_, name) {
      path.pop();
      if (name === 'mesh' && path.at(-1) === 'object' && object !== undefined && mesh !== undefined) {
        if (object.mesh !== undefined) refuse('malformed-3mf', `the object ${object.id} has two meshes`);
        object.mesh = mesh.done();
        mesh = undefined;
      }
      if (helper && (name === 'metadata' || name === 'setting')) {
        if (object && YES.test(text)) object.modifier = true;
        helper = false;
      }
      if (name === 'object' && path.at(-1) === 'resources') object = undefined;
    },
  };
  return { handler, done: () => ({ objects, items, hasBuild, notes }) };
}

/** Cura says by metadata that an object only changes how others are printed. The name's prefix is bound to its namespace. */
function isCuraModifier({ attributes, resolve }: Element): boolean {
  const [prefix = '', name = ''] = (attributes['name'] ?? '').split(':');
  return CURA_MODIFIER.test(name) && (prefix === 'cura' || CURA.test(resolve(prefix) ?? ''));
}

function idOf(id: string | undefined): string {
  const trimmed = id?.trim() ?? '';
  if (!/^\d{1,10}$/.test(trimmed)) refuse('malformed-3mf', `"${id ?? ''}" is no id of an object`);
  return String(Number(trimmed));
}

/** Slicers mark items that are set aside. */
const isPrintable = (attributes: Element['attributes']) => !/^\s*(0|false)\s*$/.test(attributes['printable'] ?? '1');

function referenceOf({ attributes, resolve }: Element, unitMm: number): ModelReference {
  const path = Object.keys(attributes).find((name) => {
    const [prefix, local] = name.split(':');
    return local === 'path' && resolve(prefix ?? '') === PRODUCTION;
  });
  return {
    objectId: idOf(attributes['objectid']),
    path: path === undefined ? undefined : attributes[path],
    transform: parseTransform(attributes['transform'], unitMm),
  };
}

function noteAttributes({ attributes }: Element, notes: Set<NoteCode>): void {
  for (const name in attributes) {
    // The three corners of a triangle: millions of them.
    if (name.length === 2 && name[0] === 'v') continue;
    if (COLOUR_ATTRIBUTES.test(name)) notes.add('colours-ignored');
    else if (name.endsWith(':slicestackid')) notes.add('extension-ignored');
  }
}

/** Collects the corners and triangles of one mesh. */
class MeshReader {
  private coordinates = new Float64Array(3 * 64);
  private corners = 0;
  private largest = -1;
  private readonly triangles: TriangleList;
  private readonly unitMm: number;
  private readonly budget: ModelBudget;

  constructor(unitMm: number, budget: ModelBudget) {
    this.unitMm = unitMm;
    this.budget = budget;
    this.triangles = new TriangleList(budget.triangles);
  }

  addVertex({ x, y, z }: Element['attributes']): void {
    if ((this.corners + 1) * 3 > this.coordinates.length) this.coordinates = grown(this.coordinates, Float64Array);
    const at = this.corners++ * 3;
    this.coordinates[at] = parseDecimal(x ?? '') * this.unitMm;
    this.coordinates[at + 1] = parseDecimal(y ?? '') * this.unitMm;
    this.coordinates[at + 2] = parseDecimal(z ?? '') * this.unitMm;
  }

  addTriangle({ v1, v2, v3 }: Element['attributes']): void {
    this.triangles.add(this.index(v1), this.index(v2), this.index(v3));
  }

  done(): Mesh {
    if (this.largest >= this.corners) refuse('index-out-of-range', `${this.largest} of ${this.corners} vertices`);
    this.budget.triangles -= this.triangles.count;
    return { positions: this.coordinates.slice(0, this.corners * 3), triangles: this.triangles.done() };
  }

  private index(text: string | undefined): number {
    const index = Number(text);
    if (text === undefined || !/^\s*\d{1,10}\s*$/.test(text) || index > 0xffffffff) {
      refuse('index-out-of-range', `"${text ?? ''}"`);
    }
    if (index > this.largest) this.largest = index;
    return index;
  }
}
