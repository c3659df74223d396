import { Link } from '@tanstack/react-router';
import { Print } from '../kit/print.tsx';
import { Bone } from '../kit/states.tsx';
import { type Card, drawingOf, picturedOn } from '../shop/catalog.ts';
import { useWords } from '../words/words.tsx';
import { Stars } from './stars.tsx';
import { toneOf } from './tones.ts';

/** Two beside each other on a phone, else as wide as the widest column of a desk. */
const CARD_SIZES = '(max-width: 30rem) 44vw, 19rem';

/** A product in a list. */
export function ProductCard({ card, eager = false }: { card: Card; eager?: boolean }) {
  const { t, money } = useWords();
  const sold = card.availability === 'sold-out';
  return (
    <li className="good-card">
      <div className="tone" style={toneOf(card.category)}>
        <Print
          {...picturedOn(card)}
          sizes={CARD_SIZES}
          line={drawingOf(card.slug)}
          alt=""
          progress={sold ? 0 : 100}
          eager={eager}
        />
        <Corner card={card} />
      </div>
      <div>
        <div className="meta">
          <h3>
            <Link to="/p/$slug" params={{ slug: card.slug }}>
              {card.name}
            </Link>
          </h3>
          <span className={`price ${sold ? 'faint' : ''}`}>{money(card.price)}</span>
        </div>
        <div className="meta small muted">
          <span>{t.places[card.category] ?? card.category}</span>
          {card.rating.count > 0 && <Stars rating={card.rating} />}
        </div>
      </div>
    </li>
  );
}

function Corner({ card: { availability, kind } }: { card: Card }) {
  const { t } = useWords();
  const tag = () => {
    const words = kind === 'ticket' ? t.tickets : t.stock;
    if (availability === 'sold-out') return <span className="tag">{words['sold-out']}</span>;
    if (availability === 'low') return <span className="tag wait">{words.low}</span>;
    if (availability === 'made-to-order') return <span className="tag laser">{t.stock['made-to-order']}</span>;
    if (kind === 'ticket') return <span className="tag">{t.kinds.ticket}</span>;
    return null;
  };
  const shown = tag();
  return shown && <span className="corner">{shown}</span>;
}

/** Cards that are on their way. */
export const CardBones = ({ count }: { count: number }) =>
  Array.from({ length: count }, (_, index) => (
    <li key={index} className="good-card" aria-hidden="true">
      <div className="blank skeleton" />
      <div className="bones">
        <div>
          <Bone width="70%" />
        </div>
        <div>
          <Bone width="40%" />
        </div>
      </div>
    </li>
  ));
