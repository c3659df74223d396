import type { PersonalPart } from '../../functions/shared/personal.ts';
import { codeOf, type Source } from './sources.ts';

/** Members that say whose something is, or who somebody is. */
const NAMES_A_PERSON =
  /^(user|customer|owner|author|recipient|organizer|member|buyer|attendee|holder|staff|admin)(Ids?)?$|e?mail$|^(first|last)Name$/i;

/** Where it is written what a context keeps; elsewhere the types say it. */
const KEEPS = /\/(writes|guards|[\w-]+-keys|[\w-]+[.]dynamodb)[.]ts$/;

function membersOf({ path, text }: Source): string[] {
  const typed = /\breadonly (\w+)\??:/g;
  const written = /\breadonly (\w+)\??:|^\s*(\w+):/gm;
  return [...codeOf(text).matchAll(KEEPS.test(path) ? written : typed)].map(([, type, item]) => type ?? item ?? '');
}

/** The contexts with a table whose items name a person. In: sources of functions/, and the contexts with a table. */
export const namingPeople = (files: readonly Source[], withTable: readonly string[]): string[] =>
  withTable.filter((context) =>
    files
      .filter(({ path }) => path.startsWith(`functions/${context}/`))
      .some((file) => membersOf(file).some((name) => NAMES_A_PERSON.test(name))),
  );

/** What is missing where a context keeps something about people: one line each. */
export const personalGaps = (
  naming: readonly string[],
  parts: readonly Pick<PersonalPart<never, never>, 'context' | 'sections' | 'erase'>[],
): string[] =>
  naming.flatMap((context) => {
    const part = parts.find((one) => one.context === context);
    if (!part)
      return [`${context} names people: declare functions/${context}/personal.ts and add it to privacy/contexts.ts`];
    return [
      ...(Object.keys(part.sections).length === 0 ? [`${context} has no section in the file of a person’s data`] : []),
      ...(typeof part.erase === 'function' ? [] : [`${context} has no erasure`]),
    ];
  });
