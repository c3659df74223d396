/** Why a file is refused, in the customer's words; the codes are those of the API (`reasons[].code`). */
const MESSAGES = {
  'empty-file': 'The file is empty.',
  'too-large': 'The file is larger than we accept.',
  'unsupported-type': 'This is no STL, OBJ or 3MF file.',
  'malformed-archive': 'The 3MF archive is damaged and cannot be unpacked.',
  'archive-unsafe': 'The 3MF archive holds entries that we do not open.',
  'archive-bomb': 'The 3MF archive unpacks to more than we accept.',
  encrypted: 'The file is encrypted. Please export it without encryption.',
  'malformed-xml': 'The 3MF file holds XML that is not well formed.',
  'xml-unsafe': 'The 3MF file holds a document type declaration, which 3MF does not allow.',
  'unsupported-encoding': 'The text of the file is in an encoding that we do not read. Please use UTF-8.',
  'too-deep': 'The file nests elements or components deeper than we accept.',
  'malformed-3mf': 'The 3MF file does not follow the 3MF specification.',
  'unsupported-extension': 'The 3MF file needs an extension that we cannot print from. Please export plain meshes.',
  'sliced-file': 'The file holds machine code and no model. Please upload the model itself.',
  'too-many-items': 'The file places more objects than we accept.',
  'cyclic-components': 'A component of the 3MF file contains itself.',
  'singular-transform': 'A transform of the 3MF file flattens its object to nothing.',
  truncated: 'The file ends before its content does. Please export or upload it again.',
  'malformed-stl': 'The STL file does not follow the STL format.',
  'malformed-obj': 'The OBJ file does not follow the OBJ format.',
  'index-out-of-range': 'A face names a corner that does not exist.',
  'not-a-number': 'The file holds a coordinate that is not a number.',
  'out-of-range': 'A coordinate is too far away from the origin.',
  'no-geometry': 'The file holds no faces that could be printed.',
  'zero-size': 'The model has no thickness in at least one direction.',
  'too-many-triangles': 'The model has more triangles than we accept. Please simplify it.',
  'too-complex': 'The model is too complex to be measured. Please simplify it.',
  'file-changed': 'The file is not the one that was announced. Please upload it again.',
  'resource-limit': 'Measuring the model took more time or memory than we have. Please simplify it.',
} as const;

export type RefusalCode = keyof typeof MESSAGES;

/** A reason as the API shows it. `detail` says where or what, for this file. */
export interface Reason {
  readonly code: RefusalCode;
  readonly message: string;
  readonly detail?: string;
}

/** Thrown by every stage that refuses a file; `analyseModel` answers its `reason`. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly reason: Reason;

  constructor(code: RefusalCode, detail?: string) {
    super(MESSAGES[code]);
    this.name = 'Refusal';
    this.reason = reasonOf(code, detail);
  }
}

/** The reason with its message. In: the code, and where or what; of that the first 200 characters are kept. */
export const reasonOf = (code: RefusalCode, detail?: string): Reason => ({
  code,
  message: MESSAGES[code],
  ...(detail === undefined ? {} : { detail: printable(detail) }),
});

/** Ends the analysis with this reason. Out: nothing, it throws `Refusal`. */
export function refuse(code: RefusalCode, detail?: string): never {
  throw new Refusal(code, detail);
}

/** Characters of a detail that are shown; a detail may quote the file. */
const DETAIL_CHARACTERS = 200;

/** Text of a file may be anything: control characters (Unicode category Cc) are replaced and the rest is cut. */
const printable = (text: string): string => text.slice(0, DETAIL_CHARACTERS).replace(/\p{Cc}/gu, '\u00b7');
