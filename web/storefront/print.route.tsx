import { Link } from '@tanstack/react-router';
import { Print } from '../kit/print.tsx';
import { drawingOf, pictureOf } from '../shop/catalog.ts';
import { useWords } from '../words/words.tsx';
import { toneOf } from './tones.ts';
import './auth.css';

const SHOWN = 'hose-adapter';

/** Printing from a file, until it is sold here. */
export function PrintPage() {
  const { t } = useWords();
  return (
    <main id="main" className="p-auth page">
      <title>{`${t.print.title} · PrintVerse`}</title>
      <div className="plate split wide">
        <section className="pane">
          <p className="eyebrow">
            <span className="now" />
            {t.print.soon}
          </p>
          <h1 tabIndex={-1}>{t.print.title}</h1>
          <p className="lead">{t.print.lead}</p>
          <p className="muted">{t.print.text}</p>
          <Link
            className="bead ink start"
            to="/shop/{-$department}/{-$category}"
            params={{ department: 'prints', category: undefined }}
          >
            {t.print.look}
          </Link>
        </section>
        <div className="tone side-picture" style={toneOf('functional')} aria-hidden="true">
          <Print src={pictureOf(SHOWN, null)} line={drawingOf(SHOWN)} progress={48} alt="" nozzle="48 %" />
        </div>
      </div>
    </main>
  );
}
