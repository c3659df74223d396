import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { Stepper, TroubleNote } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Dimensions, Print, useFrame, vars } from '../kit/print.tsx';
import { Bone, Note } from '../kit/states.tsx';
import { addToBag } from '../shop/bag.ts';
import { type Card, drawingOf, type Product, picturedBy, pictureOf, product, type Variant } from '../shop/catalog.ts';
import { CHOSEN, type Choice, choiceFrom } from '../shop/choice.ts';
import { explain } from '../shop/problems.ts';
import { useWords } from '../words/words.tsx';
import { useBagDrawer } from './bag-drawer.tsx';
import { ProductCard } from './card.tsx';
import { Missing } from './fallbacks.tsx';
import { Reviews } from './reviews.tsx';
import { Stars } from './stars.tsx';
import { toneOf } from './tones.ts';
import { COLOURS, firstChoice, matching, optionKeys, valuesOf } from './variants.ts';
import './product.css';

const route = getRouteApi('/p/$slug');

export const ProductPage = () => (
  <Suspense fallback={<Bones />}>
    <Shown />
  </Suspense>
);

function Shown() {
  const { t } = useWords();
  const { slug } = route.useParams();
  const { data } = useSuspenseQuery(product(slug));
  if (!data) return <Missing title={t.product.missing} text={t.product.missingText} />;
  return (
    <main id="main" className="p-product">
      <title>{`${data.product.name} · PrintVerse`}</title>
      <div className="page">
        <Buying found={data} key={data.product.id} />
        <Reviews product={data.product} />
        <Related cards={data.related} />
      </div>
    </main>
  );
}

type Found = NonNullable<Awaited<ReturnType<NonNullable<ReturnType<typeof product>['queryFn']>>>>;

function Buying({ found }: { found: Found }) {
  const { t, money } = useWords();
  const { product: shown, rating } = found;
  const { sku } = route.useSearch();
  const navigate = route.useNavigate();
  const variant = shown.variants.find((one) => one.sku === sku) ?? firstChoice(shown.variants);
  const [quantity, setQuantity] = useState(1);
  const [picked, pick] = useState<Partial<Choice>>({});
  const config = shown.kind === 'print' && variant.print ? choiceFrom(shown, picked) : undefined;
  const drawer = useBagDrawer();
  const add = useMutation({
    mutationFn: () => addToBag({ productId: shown.id, sku: variant.sku, quantity, ...(config ? { config } : {}) }),
    onSuccess: () => drawer.open(),
  });
  const choose = (next: Variant) => void navigate({ search: { sku: next.sku }, replace: true, resetScroll: false });
  const availability = variant.availability ?? found.availability;
  const sold = shown.kind === 'stock' || config !== undefined;
  const buyable = sold && availability !== 'sold-out';
  const button = (big: boolean) => (
    <button
      type="button"
      className={`bead hot ${big ? 'big' : ''}`}
      disabled={!buyable || add.isPending}
      onClick={() => add.mutate()}
    >
      {add.isPending ? t.product.adding : buyable || !sold ? t.product.add : t.product.soldOut}
    </button>
  );
  return (
    <>
      <div className="lay">
        <Stage shown={shown} variant={variant} sold={availability === 'sold-out'} />
        <section className="buy">
          <div className="stack head">
            <nav className="crumbs" aria-label={t.frame.crumbs}>
              <Link to="/shop/{-$department}/{-$category}">{t.frame.shop}</Link>
              <span aria-hidden="true">/</span>
              <Link
                to="/shop/{-$department}/{-$category}"
                params={{ department: shown.department, category: undefined }}
              >
                {t.places[shown.department]}
              </Link>
              <span aria-hidden="true">/</span>
              <Link
                to="/shop/{-$department}/{-$category}"
                params={{ department: shown.department, category: shown.category }}
              >
                {t.places[shown.category] ?? shown.category}
              </Link>
            </nav>
            <h1 tabIndex={-1}>{shown.name}</h1>
            {rating.count > 0 && (
              <a href="#reviews" className="row rating-link">
                <Stars rating={rating} />
              </a>
            )}
            <Lead text={shown.description} />
          </div>
          <div className="row between wrap">
            <p aria-live="polite">
              <span className="price num">{money(variant.price)}</span>{' '}
              <span className="small muted">{t.product.withVat}</span>
              {variant.lowestPrice30d && (
                <span className="small muted line">{t.product.lowest30(money(variant.lowestPrice30d))}</span>
              )}
            </p>
            {!found.degraded?.includes('stock') && <StockTag availability={availability} kind={shown.kind} />}
          </div>
          {found.degraded && (
            <Note tone="wait" icon="clock">
              <p>{t.product.degraded}</p>
            </Note>
          )}
          <Choices variants={shown.variants} chosen={variant} onChoose={choose} />
          {config &&
            CHOSEN.map((key) => (
              <Option
                key={key}
                name={key}
                values={shown.configuration?.[key] ?? []}
                chosen={config[key]}
                onPick={(value) => pick({ ...picked, [key]: value })}
              />
            ))}
          {sold ? (
            <>
              <div className="row cta">
                <Stepper
                  value={quantity}
                  onChange={setQuantity}
                  names={{ less: t.product.less, more: t.product.more, quantity: t.product.quantity }}
                />
                {button(true)}
              </div>
              {availability === 'sold-out' && (
                <Note tone="wait" icon="box">
                  <p>{t.product.soldOutText}</p>
                </Note>
              )}
            </>
          ) : (
            <Note tone="laser" icon={shown.kind === 'print' ? 'layers' : 'ticket'}>
              <p>{shown.kind === 'print' ? t.product.madeToOrder : t.product.ticket}</p>
            </Note>
          )}
          <div role="status" className="sr">
            {add.isSuccess && t.product.added}
          </div>
          {add.error && <TroubleNote trouble={explain(add.error, t)} reference={t.frame.reference} />}
          {sold && (
            <ul className="facts">
              <li>
                <Icon name={config ? 'layers' : 'truck'} />
                <span>{config ? t.product.printed : t.product.leaves}</span>
              </li>
              {!config && (
                <li>
                  <Icon name="retry" />
                  <span>
                    <Link to="/legal/$page" params={{ page: 'withdrawal' }}>
                      {t.product.withdraw}
                    </Link>
                  </span>
                </li>
              )}
              <li>
                <Icon name="cube" />
                <span>
                  <Link to="/print">{t.product.toMeasure}</Link>
                </span>
              </li>
            </ul>
          )}
          <About shown={shown} variant={variant} />
        </section>
      </div>
      {sold && (
        <aside className="stick" aria-label={t.product.add}>
          <div>
            <p className="num strong">{money(variant.price)}</p>
            {shown.variants.length > 1 && <p className="tiny muted">{variant.name}</p>}
          </div>
          {button(false)}
        </aside>
      )}
    </>
  );
}

/** The first sentence stands beside the price; the rest is in what unfolds. */
function Lead({ text }: { text: string }) {
  const end = text.search(/[.!?](\s|$)/);
  return <p className="muted">{end < 0 ? text : text.slice(0, end + 1)}</p>;
}

function StockTag({ availability, kind }: { availability: Found['availability']; kind: Product['kind'] }) {
  const { t } = useWords();
  const tone = { 'in-stock': 'good', low: 'wait', 'sold-out': '', 'made-to-order': 'laser' } as const;
  return (
    <span className={`tag ${tone[availability]}`}>
      {availability === 'in-stock' && <Icon name="check" size="s" />}
      {availability === 'low' && <Icon name="clock" size="s" />}
      {(kind === 'ticket' ? t.tickets : t.stock)[availability]}
    </span>
  );
}

/** As wide as the page on a phone, else a little over half of it. */
const STAGE_SIZES = '(max-width: 60rem) 92vw, 44rem';
const THUMB_SIZES = '5rem';

function Stage({ shown, variant, sold }: { shown: Product; variant: Variant; sold: boolean }) {
  const { t } = useWords();
  // What somebody chose to look at; until then, the picture of the variant.
  const [looked, setLooked] = useState<{ readonly sku: string; readonly view: number | 'drawing' }>();
  const own = shown.images.findIndex(({ url }) => url === variant.imageUrl);
  const view = looked?.sku === variant.sku ? looked.view : Math.max(0, own);
  const look = (next: number | 'drawing') => setLooked({ sku: variant.sku, view: next });
  const line = drawingOf(shown.slug);
  const frame = useFrame(line);
  const measures = variant.dimensionsMm;
  const asDrawing = view === 'drawing' || sold;
  const image = shown.images[view === 'drawing' ? 0 : view];
  const whole = view === 'drawing' || view === 0;
  return (
    <section aria-label={t.product.pictures}>
      <div className="tone stage" style={toneOf(shown.category)}>
        <Print
          {...picturedBy(shown.slug, image)}
          line={line}
          alt={image?.alt ?? shown.name}
          progress={asDrawing ? 0 : 100}
          sizes={STAGE_SIZES}
          eager
        />
        {frame && measures && whole && (
          <Dimensions frame={frame} height={`${measures.z} mm`} width={`${Math.max(measures.x, measures.y)} mm`} />
        )}
      </div>
      {!sold && (
        <div className="thumbs" style={toneOf(shown.category)}>
          {(shown.images.length > 0 ? shown.images : [undefined]).map((one, index, { length }) => (
            <button
              key={one?.id ?? 'picture'}
              type="button"
              aria-pressed={view === index}
              aria-label={length > 1 ? t.product.view(index + 1) : t.product.picture}
              onClick={() => look(index)}
            >
              <Print {...picturedBy(shown.slug, one)} sizes={THUMB_SIZES} alt="" />
            </button>
          ))}
          {frame !== null && (
            <button
              type="button"
              aria-pressed={view === 'drawing'}
              disabled={!frame}
              aria-label={t.product.drawing}
              onClick={() => look('drawing')}
            >
              <Print src={pictureOf(shown.slug, null)} line={drawingOf(shown.slug, true)} progress={0} alt="" />
            </button>
          )}
        </div>
      )}
    </section>
  );
}

function Choices({
  variants,
  chosen,
  onChoose,
}: {
  variants: readonly Variant[];
  chosen: Variant;
  onChoose: (variant: Variant) => void;
}) {
  const { t, money } = useWords();
  if (variants.length < 2) return null;
  const keys = optionKeys(variants);
  if (keys.length === 0) {
    return (
      <fieldset>
        <legend className="label">{t.product.choose}</legend>
        <div className="seg size">
          {variants.map((variant) => (
            <label key={variant.sku}>
              <input
                type="radio"
                name="variant"
                checked={variant.sku === chosen.sku}
                onChange={() => onChoose(variant)}
              />
              <span>
                {variant.name}
                <small>{money(variant.price)}</small>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    );
  }
  return keys.map((key) => {
    const values = valuesOf(variants, key);
    return (
      <Option
        key={key}
        name={key}
        values={values}
        chosen={chosen.options[key]}
        onPick={(value) => onChoose(matching(variants, chosen, key, value))}
        detailOf={(value) => {
          const leads = matching(variants, chosen, key, value);
          const [, detail] = leads.name.split(', ', 2);
          return [
            ...(keys.length === 1 && detail ? [detail] : []),
            money(leads.price),
            ...(leads.availability === 'sold-out' ? [t.stock['sold-out']] : []),
          ].join(' · ');
        }}
      />
    );
  });
}

/** The values of one option: colours are seen, others are read. In: what stands small below a value that is read. */
function Option({
  name,
  values,
  chosen = '',
  onPick,
  detailOf,
}: {
  name: string;
  values: readonly string[];
  chosen: string | undefined;
  onPick: (value: string) => void;
  detailOf?: (value: string) => string;
}) {
  const { t } = useWords();
  const nameOf = (value: string) => t.values[value] ?? value.toUpperCase();
  const coloured = values.every((value) => value in COLOURS);
  return (
    <fieldset>
      <legend className="label">
        {t.options[name] ?? name}
        {coloured && <span className="muted plain">: {nameOf(chosen)}</span>}
      </legend>
      <div className={coloured ? 'swatches' : detailOf ? 'seg size' : 'seg'}>
        {values.map((value) => {
          const radio = {
            type: 'radio',
            name,
            value,
            checked: chosen === value,
            onChange: () => onPick(value),
          } as const;
          return coloured ? (
            <label key={value} title={nameOf(value)}>
              <input {...radio} aria-label={nameOf(value)} />
              <span style={vars({ '--c': COLOURS[value] })} />
            </label>
          ) : (
            <label key={value}>
              <input {...radio} />
              <span>
                {nameOf(value)}
                {detailOf && <small>{detailOf(value)}</small>}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

function About({ shown, variant }: { shown: Product; variant: Variant }) {
  const { t } = useWords();
  const measures = variant.dimensionsMm;
  const name = (value: string) => t.values[value] ?? value.toUpperCase();
  const configuration = CHOSEN.flatMap((key) => {
    const values = shown.configuration?.[key] ?? [];
    return values.length > 0 ? [[key, values] as const] : [];
  });
  return (
    <div className="unfold">
      <details open>
        <summary>
          {t.product.about} <Icon name="down" />
        </summary>
        <p>{shown.description}</p>
      </details>
      <details open={configuration.length > 0}>
        <summary>
          {t.product.measures} <Icon name="down" />
        </summary>
        <dl className="specs">
          {measures && (
            <>
              <dt>{t.product.height}</dt>
              <dd className="num">{measures.z} mm</dd>
              <dt>{t.product.width}</dt>
              <dd className="num">{measures.x} mm</dd>
              <dt>{t.product.depth}</dt>
              <dd className="num">{measures.y} mm</dd>
            </>
          )}
          {Object.entries(variant.options).map(([key, value]) => (
            <OptionRow key={key} name={t.options[key] ?? key} values={[name(value)]} />
          ))}
          {configuration.map(([key, values]) => (
            <OptionRow key={key} name={t.options[key] ?? key} values={values.map(name)} />
          ))}
          <dt>{t.product.number}</dt>
          <dd className="mono">{variant.sku}</dd>
        </dl>
      </details>
    </div>
  );
}

const OptionRow = ({ name, values }: { name: string; values: readonly string[] }) => (
  <>
    <dt>{name}</dt>
    <dd>{values.join(', ')}</dd>
  </>
);

const RELATED = 4;

function Related({ cards }: { cards: readonly Card[] }) {
  const { t } = useWords();
  if (cards.length === 0) return null;
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>{t.product.related}</h2>
      </div>
      <ul className="goods four">
        {cards.slice(0, RELATED).map((card) => (
          <ProductCard key={card.id} card={card} />
        ))}
      </ul>
    </section>
  );
}

function Bones() {
  const { t } = useWords();
  return (
    <main id="main" className="p-product" aria-busy="true">
      <span className="sr">{t.frame.loading}</span>
      <div className="page">
        <div className="lay" aria-hidden="true">
          <div>
            <div className="tone stage">
              <div className="skeleton whole" />
            </div>
            <div className="thumbs">
              <div className="skeleton thumb" />
            </div>
          </div>
          <div className="buy">
            <Bone width="40%" />
            <Bone width="80%" height="3rem" />
            <Bone />
            <Bone width="70%" />
            <Bone width="30%" height="2.2rem" />
            <Bone height="3.4rem" />
          </div>
        </div>
      </div>
    </main>
  );
}
