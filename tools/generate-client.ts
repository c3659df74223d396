import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { apiRoutes } from '../functions/edge/routes.ts';
import { openApiDocument } from './openapi.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { root } from './root.ts';

const types = join(root, 'client/api.d.ts');
const generator = join(root, 'tools/codegen/node_modules/openapi-typescript/bin/cli.js');
// A field with a default may be left out of a request.
const options = ['--root-types', '--root-types-no-schema-prefix', '--default-non-nullable=false'];

interface Operation {
  readonly responses: Readonly<Record<string, unknown>>;
}

const refused = {
  description: 'Refused; the status and the code say why',
  content: {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    'application/json': { schema: { $ref: '#/components/schemas/GatewayRefusal' } },
  },
};

/**
 * The OpenAPI document as far as types come out of it: every operation under its own name, refused in one form, and no
 * examples.
 */
function typedDocument() {
  const canonical = apiRoutes.map(({ aliases: _, ...route }) => route);
  const document = JSON.parse(
    JSON.stringify(openApiDocument(canonical), (key, value: unknown) =>
      key === 'example' || key === 'examples' ? undefined : value,
    ),
  ) as { paths: Record<string, Record<string, Operation>> };
  for (const methods of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const succeeded = Object.entries(operation.responses).filter(([status]) => Number(status) < 400);
      methods[method] = { ...operation, responses: { ...Object.fromEntries(succeeded), default: refused } };
    }
  }
  return document;
}

/** The types of the client as the contracts now want them, made by the generator in a process with a TypeScript of its own. */
export function clientTypes(): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [generator, ...options],
      { maxBuffer: 2 ** 26, cwd: join(root, 'tools/codegen') },
      (error, stdout, stderr) =>
        error ? reject(new OperatorError(`The client's types could not be made.\n${stderr}`)) : resolve(stdout),
    );
    child.stdin?.end(JSON.stringify(typedDocument()));
  });
}

if (import.meta.main) await runMain(async () => writeFile(types, await clientTypes()));
