import { type Archive, openArchive, partName } from './archive.ts';
import type { Limits } from './limits.ts';
import { refuse } from './refusals.ts';
import { readSlicerProject, type SlicerProject } from './slicer-project.ts';
import { type ModelBudget, type ModelPart, readModelPart } from './threemf-model.ts';
import { walkXml } from './xml-walk.ts';

/** All parts of a 3MF that the build needs, by their names. */
export interface ThreeMfPackage {
  readonly start: string;
  readonly parts: ReadonlyMap<string, ModelPart>;
  readonly project: SlicerProject;
  /** Whether it carries machine code for a printer. */
  readonly sliced: boolean;
}

const MODEL_TYPE = 'http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel';
const CONTENT_TYPES = '[Content_Types].xml';

interface Relationship {
  readonly type: string;
  readonly target: string;
}

/**
 * Opens a 3MF and reads its start part and the parts that this one refers to, each once; nothing else is unpacked.
 * In: the file. Out: the parts. Throws the refusals of archives, XML and 3MF.
 */
export async function readPackage(bytes: Buffer, limits: Limits): Promise<ThreeMfPackage> {
  const archive = await openArchive(bytes, limits);
  const nested = archive.names.find((name) => /\.(3mf|zip)$/i.test(name));
  if (nested !== undefined) refuse('malformed-3mf', `"${nested}" is an archive inside of the archive`);
  if (!archive.has(CONTENT_TYPES)) refuse('malformed-3mf', `"${CONTENT_TYPES}" is missing`);
  await walkXml(archive.read(CONTENT_TYPES), rootNamed('Types'), limits);
  const start = await findStart(archive, limits);
  const parts = await readParts(archive, start, limits);
  return {
    start,
    parts,
    project: await readSlicerProject(archive, limits),
    sliced: archive.names.some((name) => /\.gcode$/i.test(name)),
  };
}

const rootNamed = (root: string) => ({
  open({ name, depth }: { name: string; depth: number }) {
    if (depth === 0 && name !== root) refuse('malformed-3mf', `"${root}" is missing`);
  },
});

async function findStart(archive: Archive, limits: Limits): Promise<string> {
  if (!archive.has('_rels/.rels')) refuse('malformed-3mf', '"_rels/.rels" is missing');
  const models = (await relationships(archive, '', limits)).filter(({ type }) => type === MODEL_TYPE);
  const [start, second] = models;
  if (start === undefined) return refuse('malformed-3mf', 'no relationship names the model');
  if (second !== undefined) refuse('malformed-3mf', 'two relationships name a model');
  return present(archive, start.target);
}

const present = (archive: Archive, name: string): string =>
  archive.has(name) ? name : refuse('malformed-3mf', `the model "${name}" is missing`);

/** The relationships of a part (or of the package, ''). A target outside of the package is refused. */
async function relationships(archive: Archive, part: string, limits: Limits): Promise<Relationship[]> {
  const slash = part.lastIndexOf('/');
  const file = `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
  const found: Relationship[] = [];
  if (!archive.has(file)) return found;
  const open = ({
    name,
    depth,
    attributes,
  }: {
    name: string;
    depth: number;
    attributes: Readonly<Record<string, string>>;
  }) => {
    if (depth === 0 && name !== 'Relationships') refuse('malformed-3mf', `"${file}" holds no relationships`);
    if (depth !== 1 || name !== 'Relationship') return;
    const { Type: type, Target: target, TargetMode: mode } = attributes;
    if (type === undefined || target === undefined)
      return refuse('malformed-3mf', `a relationship of "${file}" has no type or no target`);
    if (mode?.toLowerCase() === 'external' || /^[a-z][a-z0-9+.-]*:/i.test(target)) {
      refuse('malformed-3mf', `"${target}" lies outside of the package`);
    }
    found.push({ type, target: resolveTarget(part, target) });
  };
  await walkXml(archive.read(file), { open }, limits);
  return found;
}

/** A target is relative to the part that names it, or absolute in the package. */
function resolveTarget(part: string, target: string): string {
  const steps = target.startsWith('/') ? [] : part.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

async function readParts(archive: Archive, start: string, limits: Limits): Promise<Map<string, ModelPart>> {
  const parts = new Map<string, ModelPart>();
  const budget: ModelBudget = { triangles: limits.triangles, objects: limits.instances };
  const wanted = [start];
  // What a package names as a model must be there, whether the build uses it or not: half of a model is none.
  for (const { type, target } of await relationships(archive, start, limits)) {
    if (type === MODEL_TYPE) present(archive, target);
  }
  for (let name = wanted.shift(); name !== undefined; name = wanted.shift()) {
    if (parts.has(partName(name))) continue;
    const reader = readModelPart(limits, budget);
    await walkXml(archive.read(present(archive, name)), reader.handler, limits);
    const part = reader.done();
    parts.set(partName(name), part);
    const references = [...part.items, ...[...part.objects.values()].flatMap(({ components }) => components)];
    for (const { path } of references) if (path !== undefined) wanted.push(path);
  }
  return parts;
}
