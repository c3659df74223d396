/** What was found in a file that is measured all the same; the codes are those of the API (`notes[].code`, `issues`). */
const MESSAGES = {
  'open-edges': 'The surface has holes.',
  'flipped-faces': 'Some faces point the wrong way.',
  'non-manifold-edges': 'More than two faces meet at an edge.',
  'inside-out': 'The surface was inside out; we turned it.',
  'overlapping-shells': 'Bodies overlap; we count what they have in common once.',
  'degenerate-faces': 'Some faces have no area.',
  'duplicate-faces': 'Some faces are there twice.',
  'internal-voids': 'The model has closed hollows inside.',
  'many-shells': 'The model consists of very many separate bodies.',
  'thin-walls': 'Some walls are thinner than the material allows.',
  'volume-uncertain': 'The volume cannot be determined with certainty; a person will look at the model.',
  'unit-suspicion': 'The size suggests another unit than millimetres.',
  'too-large-for-every-machine': 'The model is larger than the build space of every machine.',
  'modifiers-ignored': 'Modifier, blocker and negative parts of a slicer project are not printed.',
  'supports-ignored': 'Support objects of the file are not printed.',
  'colours-ignored': 'Colours and materials of the file are ignored.',
  'extension-ignored': 'Content of a 3MF extension is ignored.',
  'items-ignored': 'Items that are not to be printed are left out.',
  'multiple-items': 'The file places more than one item.',
  'named-as-other-format': 'The name of the file says another format than its content.',
  'trailing-bytes': 'The file goes on after its last triangle; the rest is ignored.',
} as const;

export type NoteCode = keyof typeof MESSAGES;

/** A note as the API shows it. */
export interface Note {
  readonly code: NoteCode;
  readonly message: string;
}

/** In: codes, in any order and repeated. Out: each once, in the order of the table, with its message. */
export const notesOf = (codes: ReadonlySet<NoteCode>): Note[] =>
  (Object.keys(MESSAGES) as NoteCode[])
    .filter((code) => codes.has(code))
    .map((code) => ({ code, message: MESSAGES[code] }));
