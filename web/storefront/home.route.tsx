import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Icon } from '../kit/icon.tsx';
import { Print } from '../kit/print.tsx';
import { Bone } from '../kit/states.tsx';
import { type Card, drawingOf, picturedOn, pictureOf, someOf } from '../shop/catalog.ts';
import { useWords } from '../words/words.tsx';
import { CardBones, ProductCard } from './card.tsx';
import './home.css';

/** The vase of the hero: 200 mm in layers of 0.2 mm, printed up to here. */
const HERO = { layers: 1000, printed: 589, percent: 56, height: '200 mm', nozzle: 'z 117.8 mm' } as const;
const FRESH = 8;
/** So many are read, so that every category has something among those that are shown. */
const CHOICE = 40;
const EVENTS = 4;
/** Of the picture beside an event. */
const DATE_SIZES = '6rem';

export function Home() {
  const { t, number } = useWords();
  return (
    <main id="main" className="p-home">
      <title>{`${t.home.title} · PrintVerse`}</title>
      <section className="hero">
        <div className="page">
          <div className="say">
            <p className="eyebrow">
              <span className="now" />
              {t.home.layer(number(HERO.printed), number(HERO.layers))}
            </p>
            <h1 tabIndex={-1}>{t.home.heading}</h1>
            <p className="lead">{t.home.lead}</p>
            <div className="row wrap">
              <Link className="bead hot big" to="/shop/{-$department}/{-$category}">
                {t.home.shelf}
              </Link>
              <Link className="bead big" to="/print">
                {t.frame.print}
              </Link>
            </div>
          </div>
          <div className="stage">
            <Print
              src={pictureOf('twist-vase', null)}
              line={drawingOf('twist-vase')}
              alt={t.home.heroAlt}
              progress={HERO.percent}
              nozzle={HERO.nozzle}
              at={47}
              eager
            />
            <div className="dim v" aria-hidden="true">
              <span>{HERO.height}</span>
            </div>
          </div>
        </div>
      </section>
      <div className="page">
        <Doors />
        <Fresh />
        <section className="sec">
          <div className="sec-head">
            <h2>{t.home.how}</h2>
          </div>
          <ol className="way">
            {t.home.steps.map(({ when, name, text }) => (
              <li key={name}>
                <p className="mono muted">{when}</p>
                <h3>{name}</h3>
                <p>{text}</p>
              </li>
            ))}
          </ol>
        </section>
        <Events />
      </div>
    </main>
  );
}

function Doors() {
  const { t } = useWords();
  return (
    <nav className="doors" aria-label={t.home.ways}>
      <Link to="/shop/{-$department}/{-$category}">
        <span>
          <h2>
            {t.home.doorShelf} <Icon name="arrow" />
          </h2>
          <p>{t.home.doorShelfText}</p>
        </span>
        <Print src={pictureOf('lattice-lamp', null)} alt="" />
      </Link>
      <Link to="/print">
        <span>
          <h2>
            {t.home.doorFile} <Icon name="arrow" />
          </h2>
          <p>{t.home.doorFileText}</p>
        </span>
        <Print src={pictureOf('hose-adapter', null)} line={drawingOf('hose-adapter', true)} progress={48} alt="" />
      </Link>
      <Link to="/shop/{-$department}/{-$category}" params={{ department: 'events', category: undefined }}>
        <span>
          <h2>
            {t.home.doorVisit} <Icon name="arrow" />
          </h2>
          <p>{t.home.doorVisitText}</p>
        </span>
        <Print src={pictureOf('city-skyline', null)} alt="" />
      </Link>
    </nav>
  );
}

/** A few cards, the categories taking turns. */
function mixed(cards: readonly Card[], count: number): readonly Card[] {
  const shelves = [...Map.groupBy(cards, ({ category }) => category).values()];
  const longest = Math.max(0, ...shelves.map(({ length }) => length));
  return Array.from({ length: longest }, (_, row) => shelves.flatMap((shelf) => shelf[row] ?? []))
    .flat()
    .slice(0, count);
}

function Fresh() {
  const { t } = useWords();
  const { data, isError } = useQuery(someOf('home', CHOICE));
  if (isError) return null;
  return (
    <section className="sec" aria-busy={!data || undefined}>
      <div className="sec-head">
        <h2>{t.home.fresh}</h2>
        <Link className="bead" to="/shop/{-$department}/{-$category}">
          {t.home.allProducts}
        </Link>
      </div>
      <ul className="goods four">
        {data ? (
          mixed(data, FRESH).map((card) => <ProductCard key={card.id} card={card} />)
        ) : (
          <CardBones count={FRESH} />
        )}
      </ul>
    </section>
  );
}

function Events() {
  const { t, money } = useWords();
  const { data, isError } = useQuery(someOf('events', EVENTS));
  if (isError || data?.length === 0) return null;
  return (
    <section className="sec" aria-busy={!data || undefined}>
      <div className="sec-head">
        <h2>{t.home.come}</h2>
        <Link
          className="bead"
          to="/shop/{-$department}/{-$category}"
          params={{ department: 'events', category: undefined }}
        >
          {t.home.allEvents}
        </Link>
      </div>
      <ul className="dates">
        {data
          ? data.map((card) => (
              <li key={card.id}>
                <Print {...picturedOn(card)} sizes={DATE_SIZES} alt="" />
                <div>
                  <h3>
                    <Link to="/p/$slug" params={{ slug: card.slug }}>
                      {card.name}
                    </Link>
                  </h3>
                  <p className="small muted">{t.places[card.category] ?? card.category}</p>
                </div>
                <span
                  className={`tag ${card.availability === 'in-stock' ? 'good' : card.availability === 'low' ? 'wait' : ''}`}
                >
                  {t.tickets[card.availability]}
                </span>
                <p className="p">{money(card.price)}</p>
              </li>
            ))
          : Array.from({ length: EVENTS }, (_, index) => (
              <li key={index} aria-hidden="true">
                <Bone width="4rem" height="4rem" />
                <Bone width="60%" />
              </li>
            ))}
      </ul>
    </section>
  );
}
