import type { components } from '@printverse/client/api.d.ts';
import type { Messages } from '../words/messages.ts';

/** What is chosen of a print of the catalog. */
export type Choice = components['schemas']['ChosenPrint'];
export const CHOSEN = ['material', 'colour', 'finish'] as const;
/** A line of a bag or an order. */
interface Line {
  readonly name: string;
  readonly config?: Choice;
}

/** The name of a line without what was chosen of it: the API says that behind the name, by its ids. */
export function plainName({ name, config }: Line): string {
  const ids = config && ` (${config.material}, ${config.finish}, ${config.colour})`;
  return ids && name.endsWith(ids) ? name.slice(0, -ids.length) : name;
}

/** What was chosen of a line, in words of the page; nothing for what is sold as it is. */
export const choiceOf = ({ config }: Line, t: Messages): string | undefined =>
  config && [config.material, config.finish, config.colour].map((id) => t.values[id] ?? id).join(', ');

/** A line by its name and its choice, so that it is told from another choice of the same thing. */
export function fullName(line: Line, t: Messages): string {
  const choice = choiceOf(line, t);
  return choice === undefined ? line.name : `${plainName(line)} (${choice})`;
}

/** A choice that a product has: what was picked, else the first of each. Nothing where the product leaves no choice. */
export function choiceFrom(
  { configuration }: { readonly configuration?: Readonly<Record<keyof Choice, readonly string[]>> },
  picked: Partial<Choice>,
): Choice | undefined {
  const oneOf = (key: keyof Choice) => {
    const values = configuration?.[key] ?? [];
    return values.find((value) => value === picked[key]) ?? values[0];
  };
  const [material, finish, colour] = [oneOf('material'), oneOf('finish'), oneOf('colour')];
  return material && finish && colour ? { material, finish, colour } : undefined;
}
