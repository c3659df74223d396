import { Link, useNavigate } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Empty } from '../kit/states.tsx';
import { useBag } from '../shop/bag.ts';
import { useWords } from '../words/words.tsx';
import { BagLines } from './bag-lines.tsx';

let shown = false;
const listeners = new Set<() => void>();
const show = (next: boolean) => {
  shown = next;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The bag beside the page, for whoever wants to open it. */
export const useBagDrawer = () => ({ open: () => show(true), close: () => show(false) });

export function BagDrawer() {
  const isOpen = useSyncExternalStore(subscribe, () => shown);
  const { t, money } = useWords();
  const { data: bag } = useBag();
  const navigate = useNavigate();
  const go = (to: '/bag' | '/checkout' | '/shop/{-$department}/{-$category}') => {
    show(false);
    void navigate({ to });
  };
  return (
    <Dialog
      side="end"
      open={isOpen}
      onClose={() => show(false)}
      title={t.bag.title}
      close={t.frame.close}
      foot={
        bag &&
        bag.items.length > 0 && (
          <>
            <p className="row between">
              <span className="muted">{t.bag.subtotal}</span>
              <strong className="drawer-sum">{money(bag.subtotal)}</strong>
            </p>
            <button type="button" className="bead hot big wide" onClick={() => go('/checkout')}>
              {t.bag.checkout}
            </button>
            <Link to="/bag" className="bead bare wide" onClick={() => show(false)}>
              {t.bag.open}
            </Link>
          </>
        )
      }
    >
      {bag && bag.items.length > 0 ? (
        <BagLines items={bag.items} onLeave={() => show(false)} />
      ) : (
        <Empty
          icon="bag"
          title={t.bag.empty}
          action={
            <button type="button" className="bead ink" onClick={() => go('/shop/{-$department}/{-$category}')}>
              {t.bag.toShelf}
            </button>
          }
        >
          {t.bag.emptyText}
        </Empty>
      )}
    </Dialog>
  );
}
