import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ModelImage } from '../kit/model-image.tsx';
import { vars } from '../kit/print.tsx';
import type { Quote } from '../shop/print-shapes.ts';
import { printOptions } from '../shop/prints.ts';
import type { PrintMessages } from '../words/print/messages.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';
import './quote.css';

const TONES: Readonly<Record<Quote['status'], string>> = {
  PENDING_REVIEW: 'wait',
  READY: 'good',
  ACCEPTED: 'laser',
  REJECTED: 'bad',
  EXPIRED: '',
};

export function QuoteTag({ status }: { status: Quote['status'] }) {
  const p = usePrint();
  return <span className={`tag ${TONES[status]}`}>{p.quotes.statuses[status]}</span>;
}

/** What a quote will look like; a cube where nothing was drawn. */
export const ModelPicture = ({
  quote: { previewUrl },
  alt,
  small = false,
}: {
  quote: Pick<Quote, 'previewUrl'>;
  alt: string;
  small?: boolean;
}) => (
  <div className={`tone model-picture ${small ? 'small' : ''}`}>
    <ModelImage url={previewUrl} alt={alt} small={small} />
  </div>
);

/** What is printed, line by line. */
export function Config({ config }: { config: Quote['config'] }) {
  const p = usePrint();
  const { t, number } = useWords();
  const options = useQuery(printOptions());
  const named = (id: string) => t.values[id] ?? id;
  const hex = options.data?.colours.find(({ id }) => id === config.colour)?.hex;
  const lines: readonly (readonly [string, ReactNode])[] = [
    [p.choose.material, named(config.material)],
    [
      p.choose.colour,
      <>
        {hex && <i className="dot" style={vars({ '--c': hex })} />} {named(config.colour)}
      </>,
    ],
    [p.choose.finish, named(config.finish)],
    ...(config.infill > 0 ? [[p.choose.infill, p.choose.infillOf(number(config.infill))] as const] : []),
    [p.choose.quantity, number(config.quantity)],
    ...(config.scale === 1 ? [] : [[p.quotes.scale, number(config.scale)] as const]),
    ...(config.unit ? [[p.quotes.unit, p.unit.units[config.unit]] as const] : []),
    ...(config.rush ? [[p.quotes.rush, p.quotes.yes] as const] : []),
  ];
  return (
    <dl className="config">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long something still lasts, in its largest unit. In: milliseconds. */
export function timeLeft(left: number, p: PrintMessages): string {
  if (left >= DAY_MS) return p.quotes.left.days(Math.floor(left / DAY_MS));
  if (left >= HOUR_MS) return p.quotes.left.hours(Math.floor(left / HOUR_MS));
  return p.quotes.left.minutes(Math.max(0, Math.floor(left / MINUTE_MS)));
}
