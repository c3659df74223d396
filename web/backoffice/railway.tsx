import { Icon, type IconName } from '../kit/icon.tsx';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import type { Lanes, Step, StepState } from './saga-lanes.ts';

const ICONS: Readonly<Record<StepState, IconName>> = {
  done: 'check',
  refused: 'close',
  stuck: 'warn',
  now: 'clock',
  todo: 'minus',
  nothing: 'check',
};

/** The saga of an order as two lines: forward, and the way back. */
export function Railway({ lanes }: { lanes: Lanes }) {
  const o = useOffice();
  const { forward, back, turnedAt } = lanes;
  return (
    <section className="railway" aria-label={o.order.saga}>
      <div className="lane">
        <span>{o.railway.forward}</span>
        <ol>
          {forward.map((step) => (
            <Stop key={step.name} step={step} />
          ))}
        </ol>
      </div>
      {back.length > 0 && (
        <>
          {turnedAt !== undefined && (
            <p className="turn">
              <span>{o.railway.turned(o.failures[turnedAt] ?? turnedAt)}</span>
            </p>
          )}
          <div className="lane r">
            <span>
              <Icon name="back" size="s" />
              {o.railway.back}
            </span>
            <ol>
              {back.map((step) => (
                <Stop key={step.name} step={step} />
              ))}
            </ol>
          </div>
        </>
      )}
    </section>
  );
}

function Stop({ step: { name, state, at } }: { step: Step }) {
  const o = useOffice();
  const { time } = useWords();
  const when = at === undefined ? '' : time(at);
  const says: Readonly<Record<StepState, string>> = {
    done: o.railway.done(when),
    refused: at === undefined ? o.railway.stuck : o.railway.refused(when),
    stuck: o.railway.stuck,
    now: o.railway.next,
    todo: o.railway.todo,
    nothing: o.railway.nothing,
  };
  return (
    <li className={state}>
      <span className="b">
        <Icon name={ICONS[state]} size="s" />
      </span>
      <strong>{o.railway[name]}</strong>
      <small>{says[state]}</small>
    </li>
  );
}
