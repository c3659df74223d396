import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Bone, Empty, Note } from '../kit/states.tsx';
import { queries } from '../shop/client.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { Desk } from './desk.tsx';
import { useExplain } from './explain.ts';
import { A, paths } from './link.tsx';

/** An address that leads nowhere, or to something that is gone. */
export function Missing({ title }: { title?: string }) {
  const o = useOffice();
  return (
    <Desk title={title ?? o.frame.missing}>
      <Empty
        icon="cube"
        title={title ?? o.frame.missing}
        action={
          <A className="bead ink" href={paths.today}>
            {o.frame.toToday}
          </A>
        }
      >
        {o.frame.missingText}
      </Empty>
    </Desk>
  );
}

/** A page whose code broke or did not come. */
export function Failed({ error, reset }: ErrorComponentProps) {
  const o = useOffice();
  return (
    <Desk title={o.frame.broken}>
      <Broken
        error={error}
        again={() => {
          void queries.resetQueries({ predicate: ({ state }) => state.status === 'error' });
          reset();
        }}
      />
    </Desk>
  );
}

/** What could not be read: why, and another try. */
export function Broken({ error, again }: { error: unknown; again: () => void }) {
  const o = useOffice();
  const { title, detail, reference } = useExplain()(error);
  return (
    <div role="alert">
      <Empty
        icon="warn"
        title={o.frame.broken}
        action={
          <button type="button" className="bead ink" onClick={again}>
            {o.frame.again}
          </button>
        }
      >
        {title} {detail}
        {reference && (
          <span className="mono faint">
            {' '}
            {o.frame.reference} {reference}
          </span>
        )}
      </Empty>
    </div>
  );
}

/** A query as its page shows it. */
interface Shown<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

/** What was read; its skeleton before, why not instead, and how old it is where it could not be read again. */
export function Read<T>({
  query,
  bones,
  children,
}: {
  query: Shown<T>;
  bones: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const o = useOffice();
  const { time } = useWords();
  const { data, error, isError, dataUpdatedAt, refetch } = query;
  if (data === undefined) return isError ? <Broken error={error} again={() => void refetch()} /> : bones;
  return (
    <>
      {isError && (
        <Note tone="wait" icon="clock">
          <p>
            {o.frame.old(time(new Date(dataUpdatedAt).toISOString()))}{' '}
            <button type="button" className="as-link" onClick={() => void refetch()}>
              {o.frame.again}
            </button>
          </p>
        </Note>
      )}
      {children(data)}
    </>
  );
}

/** Layer lines where rows will be. */
export function RowBones({ rows = 8 }: { rows?: number }) {
  const o = useOffice();
  return (
    <div className="row-bones" aria-busy="true">
      <span className="sr">{o.frame.loading}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} aria-hidden="true">
          <Bone width={`${55 - (index % 3) * 9}%`} />
          <Bone width={`${70 - (index % 4) * 8}%`} />
          <Bone width="40%" />
          <Bone width="60%" />
        </div>
      ))}
    </div>
  );
}
