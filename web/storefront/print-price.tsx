import type { ReactNode } from 'react';
import { Icon } from '../kit/icon.tsx';
import { Bone } from '../kit/states.tsx';
import type { Estimate, PriceLine, Quote } from '../shop/print-shapes.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';

/** The lines of a price, each with what it was reckoned from, and their sum. */
export function PriceLines({
  lines,
  price,
  moving = false,
}: {
  lines: readonly PriceLine[];
  price: Quote['price'] | undefined;
  moving?: boolean;
}) {
  const p = usePrint();
  const { money } = useWords();
  const told = lines.filter(({ formula }) => formula !== undefined);
  return (
    <div className="price-lines" aria-busy={moving || undefined}>
      <dl className="sums">
        {lines.map(({ code, label, amount }) => (
          <div key={code} className="line">
            <dt className="sub">{p.price.lines[code] ?? label}</dt>
            <dd className="num">{money(amount)}</dd>
          </div>
        ))}
      </dl>
      {told.length > 0 && (
        <details className="how small">
          <summary>{p.price.how}</summary>
          <dl>
            {told.map((line) => (
              <Formula key={line.code} line={line} name={p.price.lines[line.code] ?? line.label} />
            ))}
          </dl>
        </details>
      )}
      <div className="total">
        <span>
          <strong>{p.price.together}</strong>
          <br />
          <span className="small muted">{p.price.vat}</span>
        </span>
        <b>{price ? money(price) : <Bone width="6rem" height="2.4rem" />}</b>
      </div>
    </div>
  );
}

function Formula({ line: { formula, inputs }, name }: { line: PriceLine; name: string }) {
  const { number } = useWords();
  const fed = Object.entries(inputs ?? {}).map(([key, value]) => `${key} ${number(value)}`);
  return (
    <div>
      <dt>{name}</dt>
      <dd className="mono">
        {formula}
        {fed.length > 0 && <span className="muted"> ({fed.join(', ')})</span>}
      </dd>
    </div>
  );
}

/** How exact a price is, when the print is ready, and what the buyer is bound to. */
export function PriceFacts({
  error,
  eta,
  children,
}: {
  error: Estimate['error'] | undefined;
  eta: string | undefined;
  children?: ReactNode;
}) {
  const p = usePrint();
  const { day, number } = useWords();
  return (
    <ul className="price-facts small muted">
      {error && (
        <li>
          <Icon name="ruler" size="s" />
          <span>{error.percent === undefined ? p.price.errorUnknown : p.price.error(number(error.percent))}</span>
        </li>
      )}
      {eta && (
        <li>
          <Icon name="clock" size="s" />
          <span>{p.price.ready(day(eta))}</span>
        </li>
      )}
      <li>
        <Icon name="lock" size="s" />
        <span>{p.price.bound}</span>
      </li>
      {children}
    </ul>
  );
}
