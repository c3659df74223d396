import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { parseSync } from 'vite';

/** Kinds of values of which the bundler knows by itself that they have no effects. */
const HARMLESS = new Set(['ArrowFunctionExpression', 'FunctionExpression', 'ClassExpression', 'Literal', 'Identifier']);

/**
 * Drops constants of modules that nobody uses, whatever calls they are made by. A contract has the schemas of all its routes, of which a
 * function needs a few; the bundler keeps a call, because it might have effects. Ours have none: a module of `functions/` does nothing by
 * being loaded but define what it exports.
 */
export const pureConstants = (functions: string): Plugin => ({
  name: 'pure-constants',
  setup(build) {
    build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      // What a dependency does when it is loaded is its own affair.
      if (!path.startsWith(`${functions}/`)) return undefined;
      const contents = markPure(path, await readFile(path, 'utf8'));
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
});

/** The source with each constant of the module in a function of its own that is called once, and marked as free of effects. */
function markPure(file: string, source: string): string {
  const { program } = parseSync(file, source);
  let marked = '';
  let end = 0;
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type !== 'Identifier' || !init || HARMLESS.has(init.type)) continue;
      const value = source.slice(init.start, init.end);
      // What is waited for while the module loads cannot move into a function.
      if (/\bawait\b/.test(value)) continue;
      marked += `${source.slice(end, init.start)}/* @__PURE__ */ (() => (${value}))()`;
      end = init.end;
    }
  }
  return marked + source.slice(end);
}
