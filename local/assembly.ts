import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A CloudFormation template as far as local/ reads it. */
export type Template = {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown>; Metadata?: Record<string, unknown> }>;
  Parameters?: Record<string, unknown>;
  Rules?: Record<string, unknown>;
};

export type FileAsset = {
  path: string;
  packaging: 'file' | 'zip';
  bucketName: string;
  objectKey: string;
};

export type Stack = { name: string; template: Template; assets: FileAsset[] };

type Manifest = {
  artifacts: Record<
    string,
    {
      type: string;
      dependencies?: string[];
      properties?: { file?: string; templateFile?: string; stackName?: string };
    }
  >;
};

type AssetManifest = {
  files: Record<
    string,
    {
      source: { path: string; packaging: 'file' | 'zip' };
      destinations: Record<string, { bucketName: string; objectKey: string }>;
    }
  >;
};

/** The stacks of a cloud assembly, each after those it depends on. */
export async function readStacks(assembly: string): Promise<Stack[]> {
  const { artifacts } = await readJson<Manifest>(join(assembly, 'manifest.json'));
  const stacks: Stack[] = [];
  const seen = new Set<string>();
  const visit = async (id: string): Promise<void> => {
    const artifact = artifacts[id];
    if (artifact === undefined || seen.has(id)) return;
    seen.add(id);
    for (const dependency of artifact.dependencies ?? []) await visit(dependency);
    const { templateFile, stackName = id } = artifact.properties ?? {};
    if (artifact.type !== 'aws:cloudformation:stack' || templateFile === undefined) return;
    const manifests = (artifact.dependencies ?? []).flatMap((dependency) => {
      const { type, properties } = artifacts[dependency] ?? {};
      return type === 'cdk:asset-manifest' && properties?.file !== undefined ? [properties.file] : [];
    });
    const assets: FileAsset[] = [];
    for (const manifest of manifests) {
      const { files } = await readJson<AssetManifest>(join(assembly, manifest));
      for (const { source, destinations } of Object.values(files)) {
        const destination = Object.values(destinations)[0];
        // The template is listed among its own assets; it is uploaded after its rewriting.
        if (destination === undefined || source.path === templateFile) continue;
        const { bucketName, objectKey } = destination;
        assets.push({
          path: join(assembly, source.path),
          packaging: source.packaging,
          bucketName,
          objectKey,
        });
      }
    }
    stacks.push({
      name: stackName,
      template: await readJson<Template>(join(assembly, templateFile)),
      assets,
    });
  };
  for (const id of Object.keys(artifacts)) await visit(id);
  return stacks;
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8')) as T;
}
