import { expect, test } from 'vitest';
import { addedLines, kindsOfLines } from '../../../tools/count-change.ts';

const useCase = `import { a } from './a.ts';
import {
  b,
} from './b.ts';

interface Ports {
  readonly store: Store;
}

/** Adds. */
export const add = (x: number) => x + 1;
export { c } from './c.ts';`;

test('imports, blank lines and the members of ports are no meaning; docstrings and code are', () => {
  expect(kindsOfLines('functions/cart/add.ts', useCase)).toEqual([
    'import',
    'import',
    'import',
    'import',
    'blank',
    'ports',
    'ports',
    'ports',
    'blank',
    'meaning',
    'meaning',
    'import',
  ]);
});

test('what stands in an entry or in lib/ is wiring', () => {
  for (const path of ['functions/cart/http.ts', 'functions/cart/on-order-failed.ts', 'lib/contexts/cart.ts']) {
    expect(kindsOfLines(path, "import { a } from './a.ts';\n\nexport const handler = api([]);")).toEqual([
      'import',
      'blank',
      'wiring',
    ]);
  }
});

test('the lines that a diff adds are counted in the new file', () => {
  expect(addedLines('@@ -1,2 +1,3 @@\n+a\n@@ -9 +11 @@\n+b\n@@ -20,2 +22,0 @@\n')).toEqual([1, 2, 3, 11]);
});
