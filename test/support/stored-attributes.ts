import { codeOf, sources } from './sources.ts';

/** Where it is written what lies in tables: writes, keys, and the kernel's own items. */
const STORED =
  'functions/{*/{writes,guards,*-keys,*.dynamodb},shared/{steps,events/facts,http/{replies,attempts},store/store}}.ts';
/** Members of the types that such items are made of. */
const TYPES = 'functions/**/*.ts';

/**
 * Names that attributes of stored items have, found in the sources: members of object literals and placeholders where
 * items are written, and members of every type. There are more of them than are stored, and none is missing for being new.
 */
export async function storedAttributes(): Promise<string[]> {
  const written = (await sources(STORED)).flatMap(({ text }) => [
    ...codeOf(text).matchAll(/\b([a-z]\w*)\??:/gi),
    ...text.matchAll(/#([a-z]\w*)/gi),
    ...text.matchAll(/\b(gsi[12][ps]k|[ps]k)\b/g),
  ]);
  const typed = (await sources(TYPES)).flatMap(({ text }) => [...text.matchAll(/\breadonly (\w+)\??:/g)]);
  return [...new Set([...written, ...typed].map(([, name = '']) => name))].toSorted();
}
