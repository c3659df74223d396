import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Stepper } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Print } from '../kit/print.tsx';
import { type BagItem, changeInBag, removeFromBag } from '../shop/bag.ts';
import { drawingOf, picturedBy, product } from '../shop/catalog.ts';
import { choiceOf, fullName, plainName } from '../shop/choice.ts';
import { explain } from '../shop/problems.ts';
import { useWords } from '../words/words.tsx';
import { toneOf } from './tones.ts';

/** Of a line's picture. */
const THUMB_SIZES = '5.5rem';

/** The picture of a product by its id, on the tone of its category; an empty frame for what is no product. */
export function Thumb({ productId = '', sold = false }: { productId?: string | undefined; sold?: boolean }) {
  const { data } = useQuery({ ...product(productId), enabled: productId !== '' });
  return (
    <div className="tone thumb" style={toneOf(data?.product.category)}>
      {data ? (
        <Print
          {...picturedBy(data.product.slug, data.product.images[0])}
          sizes={THUMB_SIZES}
          line={drawingOf(data.product.slug, true)}
          alt=""
          progress={sold ? 0 : 100}
        />
      ) : null}
    </div>
  );
}

/** Where a product's page is. */
export function ProductLink({
  item,
  onClick,
}: {
  item: Pick<BagItem, 'productId' | 'sku' | 'name' | 'config'>;
  onClick?: () => void;
}) {
  const { productId = '', sku } = item;
  const { data } = useQuery({ ...product(productId), enabled: productId !== '' });
  // A quote of somebody's own model has no page in the shop.
  if (sku === undefined) return plainName(item);
  return (
    <Link
      to="/p/$slug"
      params={{ slug: data?.product.slug ?? productId }}
      search={{ sku }}
      {...(onClick ? { onClick } : {})}
    >
      {plainName(item)}
    </Link>
  );
}

export function BagLines({ items, onLeave }: { items: readonly BagItem[]; onLeave?: () => void }) {
  const { t } = useWords();
  return (
    <ul className="bag-lines" aria-label={t.bag.title}>
      {items.map((item) => (
        <BagLine key={item.itemId} item={item} {...(onLeave ? { onLeave } : {})} />
      ))}
    </ul>
  );
}

function BagLine({ item, onLeave }: { item: BagItem; onLeave?: () => void }) {
  const { t, money } = useWords();
  const change = useMutation({ mutationFn: (quantity: number) => changeInBag(item.itemId, quantity) });
  const remove = useMutation({ mutationFn: () => removeFromBag(item.itemId) });
  const sold = item.availability === 'sold-out' || item.gone === true;
  const failure = change.error ?? remove.error;
  const [choice, name] = [choiceOf(item, t), fullName(item, t)];
  return (
    <li aria-busy={remove.isPending || undefined}>
      <Thumb productId={item.productId} sold={sold} />
      <div className="what">
        <div className="row between top-line">
          <strong>
            <ProductLink item={item} {...(onLeave ? { onClick: onLeave } : {})} />
          </strong>
          <span className="num">{money(item.lineTotal)}</span>
        </div>
        {choice && <p className="small muted">{choice}</p>}
        {item.quantity > 1 && <p className="small muted">{t.bag.each(money(item.unitPrice))}</p>}
        {sold && <p className="small sold">{t.bag.soldOut}</p>}
        {item.priceChanged && <p className="small sold">{t.bag.priceWas(money(item.priceChanged.from))}</p>}
        {failure && <p className="small sold">{explain(failure, t).title}</p>}
        <div className="row between">
          {item.quoteId === undefined && (
            <Stepper
              small
              value={change.isPending ? change.variables : item.quantity}
              busy={change.isPending}
              onChange={(quantity) => change.mutate(quantity)}
              names={{
                less: `${t.product.less}: ${name}`,
                more: `${t.product.more}: ${name}`,
                quantity: `${t.product.quantity}: ${name}`,
              }}
            />
          )}
          <button
            type="button"
            className="bead bare sm"
            aria-label={`${t.bag.remove}: ${name}`}
            onClick={() => remove.mutate()}
          >
            <Icon name="close" size="s" />
            {t.bag.remove}
          </button>
        </div>
      </div>
    </li>
  );
}
