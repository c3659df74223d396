import { documentOfEverySpelling } from '../../tools/openapi.ts';

interface Documented {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly $ref?: string; readonly required?: boolean }>>;
}

/** The OpenAPI document as it is served. */
export const documentText = JSON.stringify(documentOfEverySpelling());
const { paths } = JSON.parse(documentText) as {
  readonly paths: Record<string, Record<string, { readonly responses: Record<string, Documented> }>>;
};

/** What the document says of an answer. In: the operation as `GET /orders`, and the answer's status. */
const documentedAt = (name: string, status: number): Documented | undefined => {
  const [method = '', path = ''] = name.split(' ');
  return paths[path]?.[method.toLowerCase()]?.responses[status];
};

/** Whether the document tells of this refusal there. */
export const tells = (name: string, status: number, code: string | undefined): boolean =>
  documentedAt(name, status)?.description.includes(`\`${code}\``) ?? false;

/** Headers that a client goes by; the others are for browsers and caches. */
const FOR_CLIENTS = [
  'allow',
  'etag',
  'link',
  'location',
  'retry-after',
  'set-cookie',
  'www-authenticate',
  'x-correlation-id',
  'x-request-id',
];

/** What of an answer the document does not tell: its status, its code, its headers; and what it promises and is not there. */
export function undocumented(
  name: string,
  answer: {
    readonly status: number;
    readonly code: string | undefined;
    /** Their names in small letters. */
    readonly headers: Readonly<Record<string, unknown>>;
    readonly cookies: readonly string[];
  },
): string[] {
  const { status, code } = answer;
  const at = `${name}: ${status}`;
  const documented = documentedAt(name, status);
  if (!documented) return [at];
  const told = Object.entries(documented.headers ?? {}).map(([header, one]) => [header.toLowerCase(), one] as const);
  const names = new Set(told.map(([header]) => header));
  const carried = { ...answer.headers, ...(answer.cookies.length > 0 ? { 'set-cookie': answer.cookies } : {}) };
  return [
    ...(status < 400 || tells(name, status, code) ? [] : [`${at} ${code}`]),
    ...FOR_CLIENTS.filter((header) => header in carried && !names.has(header)).map((header) => `${at} has ${header}`),
    ...told
      .filter(([header, { required }]) => required && !(header in carried))
      .map(([header]) => `${at} no ${header}`),
  ];
}
