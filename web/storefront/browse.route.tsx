import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Check, Field, type Sending, typedIn } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { vars } from '../kit/print.tsx';
import { Empty, Note } from '../kit/states.tsx';
import { categories, type Filters, isWithoutSearch, type ListingPage, listing } from '../shop/catalog.ts';
import { explain } from '../shop/problems.ts';
import { countsOf, DEPARTMENTS, type Facets, priceBands, SORTS, type Sort, totalOf } from '../shop/shelves.ts';
import { useWords } from '../words/words.tsx';
import { CardBones, ProductCard } from './card.tsx';
import { Missing } from './fallbacks.tsx';
import { type BrowseSearch, browseSearch, departmentOf } from './search.ts';
import './browse.css';

const route = getRouteApi('/shop/{-$department}/{-$category}');
/** Prices are typed in units of the currency; the API takes minor ones. */
const CENTS = 100;
const minor = (units: number | undefined) => (units === undefined ? undefined : Math.round(units * CENTS));
const SLUG = /^[a-z0-9-]{1,80}$/;
const CURRENCY = 'EUR';
const EAGER = 4;
const BONES = 9;

export function Browse() {
  const { t } = useWords();
  const { department: named, category } = route.useParams();
  const search = route.useSearch();
  const department = departmentOf(named);
  const { data: places } = useQuery(categories());
  const filters: Filters = {
    department,
    category,
    q: search.q,
    sort: search.sort,
    min: minor(search.min),
    max: minor(search.max),
    inStock: search.stock,
  };
  const isPlace = (named === undefined || department) && (category === undefined || SLUG.test(category));
  const found = useInfiniteQuery({ ...listing(filters), enabled: Boolean(isPlace) });
  if (!isPlace) return <Missing title={t.errors.notFound} text={t.errors.notFoundText} />;
  const name = (id: string) => t.places[id] ?? id;
  const heading = search.q
    ? t.browse.found(search.q)
    : category
      ? name(category)
      : department
        ? name(department)
        : t.browse.all;
  const facets = found.data?.pages[0]?.facets;
  const inCategories = countsOf(facets, 'category');
  const inDepartments = countsOf(facets, 'department');
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
                  count={inCategories.get(one)}
                  search={search}
                />
              ))}
            </>
          ) : (
            DEPARTMENTS.map((one) => (
              <Chip
                key={one}
                to={{ department: one }}
                label={name(one)}
                count={inDepartments.get(one)}
                search={search}
              />
            ))
          )}
        </nav>
      </div>
      <Results found={found} search={search} />
    </main>
  );
}

/** Another place with the same filters. */
function Chip({
  to,
  current = false,
  label,
  count,
  search,
}: {
  to: { department: string; category?: string };
  current?: boolean;
  label: string;
  /** How many products are there. */
  count?: number | undefined;
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
      {count !== undefined && <span className="count num">{count}</span>}
    </Link>
  );
}

type Found = UseInfiniteQueryResult<InfiniteData<ListingPage>>;

function Results({ found, search }: { found: Found; search: BrowseSearch }) {
  const { t } = useWords();
  const navigate = route.useNavigate();
  const [sheet, setSheet] = useState(false);
  const first = found.data?.pages[0];
  const facets = first?.facets;
  const cards = found.isPlaceholderData ? undefined : found.data?.pages.flatMap(({ items }) => items);
  const waits = cards === undefined && isWithoutSearch(found.failureReason);
  const set = (change: Partial<BrowseSearch>) =>
    void navigate({ search: { ...search, ...change }, params: (params) => params, replace: false, resetScroll: false });
  const chosen = useChosen(search);
  const whole = cards !== undefined && !found.hasNextPage;
  const total = cards && (whole ? cards.length : facets && totalOf(facets));
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
        <FilterForm className="facets" search={search} facets={facets} onChange={set} />
        <div>
          <h2 className="sr">{t.browse.results}</h2>
          <div className="toolbar">
            <p className="muted" role="status">
              {cards && (
                <strong className="num">
                  {total === undefined ? t.browse.shown(cards.length) : t.browse.things(total)}
                </strong>
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
          {cards && first?.suggestion && search.q && cards.length > 0 && (
            <Note icon="search">
              <p>{t.browse.instead(first.suggestion, search.q)}</p>
            </Note>
          )}
          {waits && <NoSearch search={search} />}
          {found.isError && !cards ? (
            <Failure error={found.error} again={() => void found.refetch()} />
          ) : cards?.length === 0 && whole ? (
            <Nothing search={search} suggestion={first?.suggestion} narrowed={chosen.length > 0} />
          ) : (
            <ul className="goods" aria-busy={!cards || undefined}>
              {cards?.map((card, index) => (
                <ProductCard key={card.id} card={card} eager={index < EAGER} />
              ))}
              {(!cards || found.isFetchingNextPage) && <CardBones count={cards ? 3 : BONES} />}
              {cards && found.hasNextPage && (
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
            {total === undefined ? t.frame.close : t.browse.show(total)}
          </button>
        }
      >
        <FilterForm className="facets-sheet" search={search} facets={facets} onChange={set} />
      </Dialog>
    </>
  );
}

/** The shop cannot search for a moment: the page asks again by itself, and there is a way without. */
function NoSearch({ search: { q: _, sort: _1, ...rest } }: { search: BrowseSearch }) {
  const { t } = useWords();
  return (
    <div role="status">
      <Note tone="wait" icon="clock">
        <p>
          {t.browse.searching} {t.browse.searchingText}{' '}
          <Link to="/shop/{-$department}/{-$category}" params={(params) => params} search={rest} activeProps={{}}>
            {t.browse.without}
          </Link>
        </p>
      </Note>
    </div>
  );
}

/** Nothing was found: what to look for instead, which filters to take away, and where else to look. */
function Nothing({
  search,
  suggestion,
  narrowed,
}: {
  search: BrowseSearch;
  suggestion: string | undefined;
  narrowed: boolean;
}) {
  const { t } = useWords();
  const { q: _, ...rest } = search;
  return (
    <>
      <Empty
        icon="search"
        title={t.browse.none}
        action={
          <>
            {suggestion && (
              <Link
                className="bead hot"
                to="/shop/{-$department}/{-$category}"
                params={(params) => params}
                search={{ ...search, q: suggestion }}
                activeProps={{}}
              >
                {t.browse.insteadOf(suggestion)}
              </Link>
            )}
            {(narrowed || search.q) && (
              <Link
                className="bead ink"
                to="/shop/{-$department}/{-$category}"
                params={(params) => params}
                search={narrowed ? { q: search.q } : {}}
                activeProps={{}}
              >
                {t.browse.clear}
              </Link>
            )}
          </>
        }
      >
        {t.browse.noneText}
      </Empty>
      <nav className="row wrap chips elsewhere" aria-label={t.browse.elsewhere}>
        <span className="small muted">{t.browse.elsewhere}</span>
        {DEPARTMENTS.map((one) => (
          <Chip key={one} to={{ department: one }} label={t.places[one] ?? one} search={narrowed ? {} : rest} />
        ))}
      </nav>
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
  facets,
  onChange,
}: {
  className: string;
  search: BrowseSearch;
  facets: Facets | undefined;
  onChange: (change: Partial<BrowseSearch>) => void;
}) {
  const { t } = useWords();
  const submit = (event: Sending) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { min, max } = browseSearch({
      min: typedIn(form, `${className}-min`),
      max: typedIn(form, `${className}-max`),
    });
    onChange({ min, max });
  };
  const inStock = countsOf(facets, 'inStock').get('true');
  return (
    <form className={className} aria-label={t.browse.filters} onSubmit={submit} key={`${search.min}-${search.max}`}>
      <fieldset>
        <legend>{t.browse.availability}</legend>
        <Check
          checked={search.stock ?? false}
          onChange={({ target }) => onChange({ stock: target.checked || undefined })}
        >
          {t.browse.inStock}
          {inStock !== undefined && <span className="count num">{inStock}</span>}
        </Check>
      </fieldset>
      <fieldset>
        <legend>{t.browse.price}</legend>
        <Bands facets={facets} search={search} onChange={onChange} />
        <div className="pr">
          <Field
            label={t.browse.lowest}
            name={`${className}-min`}
            type="number"
            min={0}
            step={0.01}
            inputMode="decimal"
            defaultValue={search.min}
            className="half"
          />
          <Field
            label={t.browse.highest}
            name={`${className}-max`}
            type="number"
            min={0}
            step={0.01}
            inputMode="decimal"
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

/** Bands of prices with how many products lie in each; one that is chosen is given up by another press. */
function Bands({
  facets,
  search,
  onChange,
}: {
  facets: Facets | undefined;
  search: BrowseSearch;
  onChange: (change: Partial<BrowseSearch>) => void;
}) {
  const { t, money } = useWords();
  const bands = priceBands(facets);
  if (bands.length === 0) return null;
  const most = Math.max(...bands.map(({ count }) => count));
  const price = (amount: number) => money({ amount, currency: CURRENCY });
  return (
    <ul className="bands">
      {bands.map(({ min, max, count }) => {
        const chosen = minor(search.min) === min && minor(search.max) === max;
        const label =
          max === undefined
            ? t.browse.atLeast(price(min))
            : min === 0
              ? t.browse.atMost(price(max))
              : t.browse.between(price(min), price(max));
        return (
          <li key={min}>
            <button
              type="button"
              aria-pressed={chosen}
              style={vars({ '--part': `${Math.round((100 * count) / most)}%` })}
              onClick={() =>
                onChange(
                  chosen
                    ? { min: undefined, max: undefined }
                    : { min: min / CENTS, max: max === undefined ? undefined : max / CENTS },
                )
              }
            >
              {label}
              <span className="count num">{count}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
