import type { ReactNode } from 'react';
import { Icon } from '../kit/icon.tsx';
import { useOffice } from '../words/office.tsx';
import { A } from './link.tsx';

/** A page of the back office: what it is about, its tools, and the work itself. */
export function Desk({
  title,
  tools,
  back,
  children,
  wide = false,
}: {
  title: string;
  tools?: ReactNode;
  /** Where the page belongs to. */
  back?: string;
  children: ReactNode;
  /** Without a margin: the page divides itself. */
  wide?: boolean;
}) {
  const o = useOffice();
  return (
    <>
      <title>{`${title} · ${o.frame.office}`}</title>
      <header className="desk-top">
        {back !== undefined && (
          <A className="icon back" href={back} aria-label={o.frame.back}>
            <Icon name="back" />
          </A>
        )}
        <h1 tabIndex={-1}>{title}</h1>
        {tools}
      </header>
      <main id="main" className={wide ? 'work flush' : 'work'}>
        {children}
      </main>
    </>
  );
}
