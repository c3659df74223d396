import { useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { type Sending, type Trouble, TroubleNote } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Bone, Note } from '../kit/states.tsx';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { useChange } from './change.ts';
import { addProduct, changeProduct, keepProduct, product, readProduct, withdrawProduct } from './data/products.ts';
import type { AdminProduct } from './data/shapes.ts';
import { Desk } from './desk.tsx';
import { isGone, isStale, useExplain } from './explain.ts';
import { useKept } from './kept.ts';
import { A, paths, useGo, useLastOfPath } from './link.tsx';
import { Conflict } from './product-conflict.tsx';
import { ProductFields } from './product-fields.tsx';
import {
  changedFields,
  draftOf,
  emptyProduct,
  type Faults,
  faultsOf,
  patchOf,
  type Typed,
  typedOf,
} from './product-form.ts';
import { Pictures } from './product-pictures.tsx';
import { PRODUCT_TONES } from './product-tones.ts';
import { Missing, Read } from './states.tsx';
import { say } from './toast.tsx';
import './product.css';

export function ProductPage() {
  const id = useLastOfPath();
  return id === 'new' ? <NewProduct /> : <OldProduct key={id} id={id} />;
}

/** Labels of fields by the last part of their names; the API names them as its pointers do. */
function useLabelOf(): (name: string) => string {
  const o = useOffice();
  const { product: p } = o;
  const labels: Readonly<Record<string, string>> = {
    slug: p.slug,
    kind: p.kind,
    department: p.department,
    category: p.category,
    tags: p.tags,
    status: p.status,
    taxClass: p.tax,
    name: p.name,
    description: p.description,
    keywords: p.keywords,
    sku: p.sku,
    amount: p.price,
    price: p.price,
    options: p.options,
    x: p.sizeX,
    y: p.sizeY,
    z: p.sizeZ,
    weightG: p.weight,
    variants: p.variants,
    configuration: p.configuration,
    material: p.material,
    finish: p.finish,
    colour: p.colour,
  };
  return (name) => {
    const parts = name.split('.');
    const labelled = parts.findLast((part) => part in labels) ?? '';
    const row = parts[0] === 'variants' && parts[1] !== undefined ? ` ${Number(parts[1]) + 1}` : '';
    return `${labels[labelled] ?? name}${row}`;
  };
}

/** Why a form was refused: by itself, or by the shop. */
function useTrouble(faults: Faults, error: unknown): { trouble: Trouble | undefined; errors: Map<string, string> } {
  const o = useOffice();
  const explained = useExplain();
  const own = Object.entries(faults).map(([name, wrong]) => ({ name, message: o.product[wrong] }));
  if (own.length > 0) {
    return {
      trouble: { title: o.product.needsEdits, fields: own },
      errors: new Map(own.map(({ name, message }) => [name, message])),
    };
  }
  const trouble = error ? explained(error) : undefined;
  return { trouble, errors: new Map(trouble?.fields.map(({ name, message }) => [name, message])) };
}

function NewProduct() {
  const o = useOffice();
  const { t } = useWords();
  const go = useGo();
  const labelOf = useLabelOf();
  const [kept, keep, forget] = useKept<Typed>('product-new');
  const [first] = useState(emptyProduct);
  const typed = kept ?? first;
  const [faults, setFaults] = useState<Faults>({});
  const add = useChange(
    () => addProduct(draftOf(typed)),
    (made) => {
      forget();
      void keepProduct(made);
      say(o.product.created);
      go(paths.product(made.id), { replace: true });
    },
  );
  const { trouble, errors } = useTrouble(faults, add.error);
  const submit = (event: Sending) => {
    event.preventDefault();
    const found = faultsOf(typed);
    setFaults(found);
    if (Object.keys(found).length === 0) add.mutate();
  };
  return (
    <Desk title={o.product.create} back={paths.products}>
      <form className="p-product" onSubmit={submit} noValidate>
        <p className="muted">{o.product.createLead}</p>
        <TroubleNote trouble={trouble} labelOf={labelOf} reference={t.frame.reference} />
        <ProductFields typed={typed} onChange={keep} errors={errors} isNew />
        <div className="save-bar">
          <button type="submit" className="bead hot" disabled={add.isPending}>
            {o.product.saveNew}
          </button>
          {kept && (
            <button type="button" className="bead bare" onClick={forget}>
              {o.product.discard}
            </button>
          )}
        </div>
      </form>
    </Desk>
  );
}

function OldProduct({ id }: { id: string }) {
  const o = useOffice();
  const { locale } = useWords();
  const query = useQuery(product(id));
  if (isGone(query.error) || !id.startsWith('prd_')) return <Missing title={o.product.gone} />;
  const { data } = query;
  return (
    <Desk
      title={data ? (data.texts[locale]?.name ?? data.texts.en.name) : '…'}
      back={paths.products}
      tools={
        data && (
          <>
            <span className={`tag ${PRODUCT_TONES[data.status]}`}>{o.productStatus[data.status]}</span>
            <span className="small muted only-wide">{o.product.version(data.version)}</span>
            {data.status === 'ACTIVE' && (
              <a className="bead sm push" href={`/p/${data.slug}`}>
                <Icon name="eye" size="s" />
                {o.product.inShop}
              </a>
            )}
          </>
        )
      }
    >
      <Read query={query} bones={<Bones />}>
        {(shown) => <Edit now={shown} />}
      </Read>
    </Desk>
  );
}

/** What is being changed, and the product as it was when that began. */
interface Work {
  readonly base: AdminProduct;
  readonly typed: Typed;
}

const asDraft = (one: AdminProduct) => draftOf(typedOf(one), one);

function Edit({ now }: { now: AdminProduct }) {
  const o = useOffice();
  const { t } = useWords();
  const labelOf = useLabelOf();
  const [work, keep, forget] = useKept<Work>(`product-${now.id}`);
  const [faults, setFaults] = useState<Faults>({});
  const [theirs, setTheirs] = useState<AdminProduct>();
  const base = work?.base ?? now;
  const typed = work?.typed ?? typedOf(now);
  const mine = draftOf(typed, base);
  const changed = changedFields(asDraft(base), mine);
  const dirty = work !== undefined && changed.length > 0;
  useBlocker({ shouldBlockFn: () => dirty && !confirm(o.frame.leave), enableBeforeUnload: false });

  const save = useChange(
    async (onto: AdminProduct) => {
      const patch = patchOf(asDraft(base), mine);
      try {
        return await changeProduct(now.id, onto.version, patch);
      } catch (error) {
        if (!isStale(error)) throw error;
        const current = await readProduct(now.id);
        // Pictures of our own count as a change as well: where nothing that the form shows has moved, there is nothing to decide.
        if (changedFields(asDraft(base), asDraft(current)).length > 0) {
          setTheirs(current);
          throw error;
        }
        return changeProduct(now.id, current.version, patch);
      }
    },
    (saved) => {
      forget();
      setTheirs(undefined);
      void keepProduct(saved);
      say(o.product.saved);
    },
  );
  const { trouble, errors } = useTrouble(faults, theirs ? undefined : save.error);
  const submit = (event: Sending) => {
    event.preventDefault();
    const found = faultsOf(typed);
    setFaults(found);
    if (Object.keys(found).length === 0 && dirty) save.mutate(theirs ?? base);
  };
  const takeTheirs = (current: AdminProduct) => {
    forget();
    setTheirs(undefined);
    setFaults({});
    save.reset();
    void keepProduct(current);
  };
  return (
    <div className="p-product two-thirds">
      <form className="stack" onSubmit={submit} noValidate>
        {theirs && (
          <Conflict
            before={asDraft(base)}
            theirs={asDraft(theirs)}
            mine={mine}
            labelOf={labelOf}
            busy={save.isPending}
            onKeep={() => save.mutate(theirs)}
            onTake={() => takeTheirs(theirs)}
          />
        )}
        <TroubleNote trouble={trouble} labelOf={labelOf} reference={t.frame.reference} />
        <ProductFields typed={typed} onChange={(next) => keep({ base, typed: next })} errors={errors} isNew={false} />
        <div className="save-bar">
          <button type="submit" className="bead hot" disabled={!dirty || save.isPending}>
            {o.product.save}
          </button>
          <span className="small muted" role="status">
            {dirty ? `${o.product.unsaved}: ${changed.map(labelOf).join(', ')}` : o.product.nothingChanged}
          </span>
          {dirty && (
            <button type="button" className="bead bare push" onClick={() => takeTheirs(now)}>
              {o.product.discard}
            </button>
          )}
        </div>
      </form>
      <aside className="stack" aria-label={o.product.pictures}>
        <Pictures product={now} />
        <Prices product={now} />
        {now.status !== 'WITHDRAWN' && <Withdraw product={now} />}
      </aside>
    </div>
  );
}

function Prices({ product: { prices, kind } }: { product: AdminProduct }) {
  const o = useOffice();
  const { money, day } = useWords();
  return (
    <section className="plate pad stack" aria-labelledby="prices">
      <h2 id="prices">{o.product.prices}</h2>
      <ul className="prices">
        {prices.map(({ sku, price, since }) => (
          <li key={`${sku} ${since}`}>
            <span>
              {kind === 'stock' ? (
                <A className="mono" href={paths.stockOf(sku)}>
                  {sku}
                </A>
              ) : (
                <span className="mono">{sku}</span>
              )}
              <span className="sub">{o.product.since(day(since))}</span>
            </span>
            <span className="num">{money(price)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Withdraw({ product: { id, version } }: { product: AdminProduct }) {
  const o = useOffice();
  const explained = useExplain();
  const [open, setOpen] = useState(false);
  const withdraw = useChange(
    async () => {
      await withdrawProduct(id, version);
      await keepProduct(await readProduct(id));
    },
    () => {
      setOpen(false);
      say(o.product.withdrawn);
    },
  );
  return (
    <div>
      <button type="button" className="bead sm danger" onClick={() => setOpen(true)}>
        {o.product.withdraw}
      </button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={o.product.withdraw}
        close={o.frame.close}
        foot={
          <div className="row wrap">
            <button
              type="button"
              className="bead danger"
              disabled={withdraw.isPending}
              onClick={() => withdraw.mutate(undefined)}
            >
              {o.product.withdraw}
            </button>
            <button type="button" className="bead" onClick={() => setOpen(false)}>
              {o.frame.cancel}
            </button>
          </div>
        }
      >
        <p>{o.product.withdrawText}</p>
        {withdraw.error && (
          <div role="alert">
            <Note tone="bad" icon="warn">
              <p>{explained(withdraw.error).title}</p>
            </Note>
          </div>
        )}
      </Dialog>
    </div>
  );
}

function Bones() {
  const o = useOffice();
  return (
    <div className="p-product two-thirds" aria-busy="true">
      <span className="sr">{o.frame.loading}</span>
      <div className="stack" aria-hidden="true">
        <Bone height="12rem" />
        <Bone height="16rem" />
      </div>
      <div className="stack" aria-hidden="true">
        <Bone height="14rem" />
      </div>
    </div>
  );
}
