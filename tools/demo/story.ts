export interface StoryEntry {
  readonly at: string;
  readonly type: string;
  readonly title: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** One line of an order's story: when, what, what is told about it, and the key of its fact. Ids that every line has are left out. */
export function storyLine({ at, title, details = {} }: StoryEntry): string {
  const { key, correlationId: _, orderId: __, ...more } = details;
  const told = Object.entries(more).map(([name, value]) => `${name} ${inWords(value)}`);
  return [
    at.slice(11, 23),
    ` ${title}`,
    ...(told.length > 0 ? [`(${told.join(', ')})`] : []),
    ...(typeof key === 'string' ? [` [${key}]`] : []),
  ].join(' ');
}

/** Text as it is; Money and items as the API writes them. */
const inWords = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
