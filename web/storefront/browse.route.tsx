import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Check, Field, type Sending, typedIn } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Empty } from '../kit/states.tsx';
import { categories, DEPARTMENTS, type Filters, listing, SORTS, type Sort } from '../shop/catalog.ts';
import { explain } from '../shop/problems.ts';
import { useWords } from '../words/words.tsx';
import { CardBones, ProductCard } from './card.tsx';
import { Missing } from './fallbacks.tsx';
import { type BrowseSearch, departmentOf } from './search.ts';
import './browse.css';

const route = getRouteApi('/shop/{-$department}/{-$category}');
/** Prices are typed in whole units; the API takes minor ones. */
const CENTS = 100;
const CURRENCY = 'EUR';
const EAGER = 4;
const BONES = 9;

export function Browse() {
  const { t } = useWords();
  const { department: named, category } = route.useParams();
  const search = route.useSearch();
  const department = departmentOf(named);
  const { data: places } = useQuery(categories());
  if (named !== undefined && !department) return <Missing title={t.errors.notFound} text={t.errors.notFoundText} />;
  const name = (id: string) => t.places[id] ?? id;
  const filters: Filters = {
    department,
    category,
    q: search.q,
    sort: search.sort,
    min: search.min === undefined ? undefined : search.min * CENTS,
    max: search.max === undefined ? undefined : search.max * CENTS,
    inStock: search.stock,
  };
  const heading = search.q
    ? t.browse.found(search.q)
    : category
      ? name(category)
      : department
        ? name(department)
        : t.browse.all;
  const here = places?.find((place) => place.department === department);
  return (
    <main id="main" className="p-browse page">
      <title>{`${heading} · PrintVerse`}</title>
      <div className="list-head">
        <nav className="crumbs" aria-label={t.frame.crumbs}>
          <Link to="/shop/{-$department}/{-$category}" params={{}} activeProps={{}}>
            {t.frame.shop}
          </Link>
          {department && (
            <>
              <span aria-hidden="true">/</span>
              <Link
                to="/shop/{-$department}/{-$category}"
                params={{ department, category: undefined }}
                activeProps={{}}
              >
                {name(department)}
              </Link>
            </>
          )}
          {category && (
            <>
              <span aria-hidden="true">/</span>
              <span aria-current="page">{name(category)}</span>
            </>
          )}
        </nav>
        <h1 tabIndex={-1}>{heading}</h1>
        <nav className="row wrap chips" aria-label={department ? t.browse.categories : t.browse.departments}>
          {department ? (
            <>
              <Chip to={{ department }} current={!category} label={t.browse.allHere} search={search} />
              {here?.categories.map((one) => (
                <Chip
                  key={one}
                  to={{ department, category: one }}
                  current={one === category}
                  label={name(one)}
                  search={search}
                />
              ))}
            </>
          ) : (
            DEPARTMENTS.map((one) => <Chip key={one} to={{ department: one }} label={name(one)} search={search} />)
          )}
        </nav>
      </div>
      <Results filters={filters} search={search} />
    </main>
  );
}

/** Another place with the same filters. */
function Chip({
  to,
  current = false,
  label,
  search,
}: {
  to: { department: string; category?: string };
  current?: boolean;
  label: string;
  search: BrowseSearch;
}) {
  return (
    <Link
      className="chip"
      to="/shop/{-$department}/{-$category}"
      params={{ department: to.department, category: to.category }}
      search={search}
      activeProps={{}}
      aria-current={current ? 'true' : undefined}
    >
      {label}
    </Link>
  );
}

function Results({ filters, search }: { filters: Filters; search: BrowseSearch }) {
  const { t } = useWords();
  const navigate = route.useNavigate();
  const [sheet, setSheet] = useState(false);
  const found = useInfiniteQuery(listing(filters, (id) => t.places[id] ?? id));
  const cards = found.data?.pages.flatMap(({ items }) => items);
  const set = (change: Partial<BrowseSearch>) =>
    void navigate({ search: { ...search, ...change }, params: (params) => params, replace: false, resetScroll: false });
  const chosen = useChosen(search);
  const whole = cards !== undefined && !found.hasNextPage;
  const more = useRef<HTMLButtonElement>(null);
  const { fetchNextPage, hasNextPage } = found;
  useEffect(() => {
    const button = more.current;
    if (!button || !hasNextPage) return;
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void fetchNextPage();
      },
      { rootMargin: '400px' },
    );
    watch.observe(button);
    return () => watch.disconnect();
  }, [fetchNextPage, hasNextPage, cards?.length]);

  return (
    <>
      <div className="mobile-bar">
        <button type="button" className={`bead sm ${chosen.length > 0 ? 'ink' : ''}`} onClick={() => setSheet(true)}>
          <Icon name="filter" size="s" />
          {t.browse.filterCount(chosen.length)}
        </button>
        <Sorting value={search.sort} onChange={(sort) => set({ sort })} small />
        <ChosenChips chosen={chosen} onRemove={set} />
      </div>
      <div className="lay">
        <FilterForm className="facets" search={search} onChange={set} />
        <div>
          <h2 className="sr">{t.browse.results}</h2>
          <div className="toolbar">
            <p className="muted" role="status">
              {cards && (
                <strong className="num">{whole ? t.browse.things(cards.length) : t.browse.shown(cards.length)}</strong>
              )}
            </p>
            <div className="row wrap only-wide chips">
              <ChosenChips chosen={chosen} onRemove={set} />
              {(chosen.length > 0 || search.q) && (
                <Link
                  className="small"
                  to="/shop/{-$department}/{-$category}"
                  params={(params) => params}
                  activeProps={{}}
                >
                  {t.browse.clear}
                </Link>
              )}
            </div>
            <Sorting value={search.sort} onChange={(sort) => set({ sort })} />
          </div>
          {found.isError && !cards ? (
            <Failure error={found.error} again={() => void found.refetch()} />
          ) : cards?.length === 0 && whole ? (
            <Empty
              icon="search"
              title={t.browse.none}
              action={
                <Link
                  className="bead ink"
                  to="/shop/{-$department}/{-$category}"
                  params={(params) => params}
                  activeProps={{}}
                >
                  {t.browse.clear}
                </Link>
              }
            >
              {t.browse.noneText}
            </Empty>
          ) : (
            <ul className="goods" aria-busy={found.isPending || undefined}>
              {cards?.map((card, index) => (
                <ProductCard key={card.id} card={card} eager={index < EAGER} />
              ))}
              {(found.isPending || found.isFetchingNextPage) && <CardBones count={cards ? 3 : BONES} />}
              {found.hasNextPage && (
                <li className="more">
                  <button ref={more} type="button" className="bead" onClick={() => void found.fetchNextPage()}>
                    {t.browse.more}
                  </button>
                </li>
              )}
            </ul>
          )}
        </div>
      </div>
      <Dialog
        side="start"
        open={sheet}
        onClose={() => setSheet(false)}
        title={t.browse.filters}
        close={t.frame.close}
        foot={
          <button type="button" className="bead hot wide" onClick={() => setSheet(false)}>
            {cards ? t.browse.show(cards.length) : t.frame.close}
          </button>
        }
      >
        <FilterForm className="facets-sheet" search={search} onChange={set} />
      </Dialog>
    </>
  );
}

function Failure({ error, again }: { error: unknown; again: () => void }) {
  const { t } = useWords();
  const { title, reference } = explain(error, t);
  return (
    <Empty
      icon="warn"
      title={t.errors.broken}
      action={
        <button type="button" className="bead ink" onClick={again}>
          {t.frame.again}
        </button>
      }
    >
      {title} {reference && <span className="mono faint">{reference}</span>}
    </Empty>
  );
}

interface Chosen {
  readonly label: string;
  readonly without: Partial<BrowseSearch>;
}

function useChosen(search: BrowseSearch): readonly Chosen[] {
  const { t, money } = useWords();
  const price = (units: number) => money({ amount: units * CENTS, currency: CURRENCY });
  const { min, max } = search;
  const range =
    min !== undefined && max !== undefined
      ? t.browse.between(price(min), price(max))
      : min !== undefined
        ? t.browse.atLeast(price(min))
        : max !== undefined
          ? t.browse.atMost(price(max))
          : undefined;
  return [
    ...(search.stock ? [{ label: t.browse.inStock, without: { stock: undefined } }] : []),
    ...(range ? [{ label: range, without: { min: undefined, max: undefined } }] : []),
  ];
}

function ChosenChips({
  chosen,
  onRemove,
}: {
  chosen: readonly Chosen[];
  onRemove: (change: Partial<BrowseSearch>) => void;
}) {
  const { t } = useWords();
  return chosen.map(({ label, without }) => (
    <button
      key={label}
      type="button"
      className="chip"
      aria-pressed="true"
      aria-label={t.browse.remove(label)}
      onClick={() => onRemove(without)}
    >
      {label}
      <Icon name="close" size="s" />
    </button>
  ));
}

function Sorting({
  value,
  onChange,
  small = false,
}: {
  value: Sort | undefined;
  onChange: (sort: Sort | undefined) => void;
  small?: boolean;
}) {
  const { t } = useWords();
  return (
    <label className={small ? 'sort-small' : 'row push sort small'}>
      <span className={small ? 'sr' : 'muted'}>{t.browse.sortBy}</span>
      <select
        className="in"
        value={value ?? ''}
        onChange={({ target }) => onChange(SORTS.find((sort) => sort === target.value))}
      >
        <option value="">{t.browse.sorts.none}</option>
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {t.browse.sorts[sort]}
          </option>
        ))}
      </select>
    </label>
  );
}

function FilterForm({
  className,
  search,
  onChange,
}: {
  className: string;
  search: BrowseSearch;
  onChange: (change: Partial<BrowseSearch>) => void;
}) {
  const { t } = useWords();
  const submit = (event: Sending) => {
    event.preventDefault();
    const form = event.currentTarget;
    const units = (name: string) => {
      const typed = typedIn(form, name);
      const value = typed !== '' ? Math.max(0, Math.round(Number(typed))) : Number.NaN;
      return Number.isFinite(value) ? value : undefined;
    };
    const [low, high] = [units(`${className}-min`), units(`${className}-max`)];
    const swapped = low !== undefined && high !== undefined && low > high;
    onChange({ min: swapped ? high : low, max: swapped ? low : high });
  };
  return (
    <form className={className} aria-label={t.browse.filters} onSubmit={submit} key={`${search.min}-${search.max}`}>
      <fieldset>
        <legend>{t.browse.availability}</legend>
        <Check
          checked={search.stock ?? false}
          onChange={({ target }) => onChange({ stock: target.checked || undefined })}
        >
          {t.browse.inStock}
        </Check>
      </fieldset>
      <fieldset>
        <legend>{t.browse.price}</legend>
        <div className="pr">
          <Field
            label={t.browse.lowest}
            name={`${className}-min`}
            type="number"
            min={0}
            inputMode="numeric"
            defaultValue={search.min}
            className="half"
          />
          <Field
            label={t.browse.highest}
            name={`${className}-max`}
            type="number"
            min={0}
            inputMode="numeric"
            defaultValue={search.max}
            className="half"
          />
          <button className="bead sm" type="submit">
            {t.browse.apply}
          </button>
        </div>
      </fieldset>
    </form>
  );
}
