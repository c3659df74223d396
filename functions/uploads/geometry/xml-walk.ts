import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { utf16Of } from './decode-text.ts';
import type { Limits } from './limits.ts';
import { refuse } from './refusals.ts';

/** An element as it opens. */
export interface Element {
  /** Of the element; nothing when its prefix is bound to none. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** By their names as written, with prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Open elements around it. */
  readonly depth: number;
  /** The namespace that a prefix stands for here. */
  resolve(prefix: string): string | undefined;
}

export interface XmlHandler {
  open(element: Element): void;
  close?(namespace: string | undefined, name: string, depth: number): void;
  text?(text: string): void;
}

interface Open {
  readonly namespace: string | undefined;
  readonly name: string;
  readonly scope: Scope;
}

interface Scope {
  readonly prefixes: ReadonlyMap<string, string>;
}

const ENCODINGS = /^(utf-?8|utf-?16(le|be)?|us-ascii)$/i;
const XML_PREFIX = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/**
 * Reads XML in pieces, strictly, and within limits; nothing outside is fetched, and entities of the file's own do not exist.
 * In: pieces of the text in UTF-8, or UTF-16 with byte order mark; what is to be told. Out: when the root has closed.
 * Throws `malformed-xml`, `xml-unsafe`, `too-deep`, `unsupported-encoding`, and what the handler throws.
 */
export async function walkXml(pieces: AsyncIterable<Buffer>, handler: XmlHandler, limits: Limits): Promise<void> {
  const walk = startWalk(handler, limits);
  let decoder: TextDecoder | undefined;
  let gap = 0;
  for await (const piece of pieces) {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    walk.write(decode(decoder, piece));
    // Between two tags there is at most so much: a text, comment or attribute without an end.
    gap = walk.sawTag() ? 0 : gap + piece.length;
    if (gap > limits.tagGapBytes) refuse('malformed-xml', `${gap} bytes without a tag`);
  }
  walk.write(decoder === undefined ? '' : decode(decoder));
  walk.end();
}

/** By the mark or the first "<" (XML 1.0, appendix F). Throws `unsupported-encoding` for UTF-32. */
function encodingOf(piece: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const opening = piece.toString('latin1', 0, 4);
  if (UTF_32.has(opening)) refuse('unsupported-encoding', 'UTF-32');
  const unmarked = opening.startsWith('<\0') ? 'utf-16le' : opening.startsWith('\0<') ? 'utf-16be' : 'utf-8';
  return utf16Of(piece) ?? unmarked;
}

const UTF_32: ReadonlySet<string> = new Set(['\xff\xfe\0\0', '\0\0\xfe\xff', '<\0\0\0', '\0\0\0<']);

function decode(decoder: TextDecoder, piece?: Buffer): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    return refuse('malformed-xml', `the text is not valid ${decoder.encoding}`);
  }
}

function startWalk(handler: XmlHandler, limits: Limits) {
  const parser = new SaxesParser({ xmlns: false });
  const stack: Open[] = [];
  const root: Scope = { prefixes: XML_PREFIX };
  let declared: Map<string, string> | undefined;
  let attributes = 0;
  let tags = false;

  parser.on('error', (error) => refuse('malformed-xml', error.message));
  parser.on('doctype', () => refuse('xml-unsafe'));
  parser.on('xmldecl', ({ version, encoding }) => {
    if (version !== '1.0') refuse('malformed-xml', `XML ${version}`);
    if (encoding !== undefined && !ENCODINGS.test(encoding)) refuse('unsupported-encoding', encoding);
  });
  parser.on('opentagstart', () => {
    attributes = 0;
    declared = undefined;
    if (stack.length >= limits.xmlDepth) refuse('too-deep', `elements more than ${limits.xmlDepth} deep`);
  });
  parser.on('attribute', ({ name, value }) => {
    if (++attributes > limits.attributes) refuse('malformed-xml', `more than ${limits.attributes} attributes`);
    if (value.length > limits.attributeCharacters) refuse('malformed-xml', `the attribute "${name}" is too long`);
    if (name.startsWith('xmlns') && (name.length === 5 || name[5] === ':')) {
      declared ??= new Map(stack.at(-1)?.scope.prefixes ?? root.prefixes);
      declared.set(name.slice(6), value);
    }
  });
  parser.on('opentag', (tag) => {
    tags = true;
    const scope: Scope = declared === undefined ? (stack.at(-1)?.scope ?? root) : { prefixes: declared };
    const colon = tag.name.indexOf(':');
    const namespace = scope.prefixes.get(colon === -1 ? '' : tag.name.slice(0, colon));
    const name = colon === -1 ? tag.name : tag.name.slice(colon + 1);
    handler.open({
      namespace,
      name,
      attributes: tag.attributes,
      depth: stack.length,
      resolve: (prefix) => scope.prefixes.get(prefix),
    });
    stack.push({ namespace, name, scope });
  });
  parser.on('closetag', () => {
    tags = true;
    const closed = stack.pop();
    if (closed !== undefined) handler.close?.(closed.namespace, closed.name, stack.length);
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));

  return {
    write: (text: string) => parser.write(text),
    end: () => parser.close(),
    sawTag: () => {
      const saw = tags;
      tags = false;
      return saw;
    },
  };
}
