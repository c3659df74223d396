import { vars } from '../kit/print.tsx';
import { useWords } from '../words/words.tsx';

/** A rating as five stars and a number. */
export function Stars({ rating: { average, count } }: { rating: { average: number; count: number } }) {
  const { t, locale } = useWords();
  const written = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(average);
  return (
    <span className="stars" role="img" aria-label={t.product.rating(written, count)}>
      <span className="five" style={vars({ '--of': `${(average / 5) * 100}%` })} aria-hidden="true" />
      <span aria-hidden="true">
        {written} ({count})
      </span>
    </span>
  );
}

/** Whole stars of one review. */
export function WholeStars({ stars }: { stars: number }) {
  const { t } = useWords();
  return (
    <span className="stars" role="img" aria-label={t.product.stars(String(stars))}>
      <span className="five" style={vars({ '--of': `${(stars / 5) * 100}%` })} aria-hidden="true" />
    </span>
  );
}
