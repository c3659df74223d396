import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';

export const root = join(import.meta.dirname, '../..');

/** The rules of `.dependency-cruiser.cjs`, as the command line reads them. */
export const rules = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as Required<IConfiguration>;

/** Who imports whom in these folders under `base`, and which rules that breaks. */
export async function cruiseTree(base: string, folders: readonly string[]): Promise<ICruiseResult> {
  const { enhancedResolveOptions, ...options } = rules.options;
  const { output } = await cruise(
    [...folders],
    { ...options, baseDir: base, ruleSet: { forbidden: rules.forbidden }, validate: true },
    enhancedResolveOptions,
  );
  return output as ICruiseResult;
}
