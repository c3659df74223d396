import type { ReactNode } from 'react';
import { Print } from '../kit/print.tsx';
import { drawingOf, pictureOf } from '../shop/catalog.ts';
import { toneOf } from './tones.ts';
import './auth.css';

const SHOWN = 'ripple-vase';

/** The frame of everything that has to do with signing in: a form, and a picture that grows with it. */
export const AuthCard = ({
  title,
  lead,
  progress,
  children,
}: {
  title: string;
  lead?: ReactNode;
  progress: number;
  children: ReactNode;
}) => (
  <main id="main" className="p-auth page">
    <title>{`${title} · PrintVerse`}</title>
    <div className="plate split">
      <section className="pane">
        <h1 tabIndex={-1}>{title}</h1>
        {lead && <p className="muted">{lead}</p>}
        {children}
      </section>
      <div className="tone side-picture" style={toneOf('vases')} aria-hidden="true">
        <Print src={pictureOf(SHOWN, null)} line={drawingOf(SHOWN)} progress={progress} alt="" />
      </div>
    </div>
  </main>
);
