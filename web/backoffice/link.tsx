import { useRouter, useRouterState } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

/** Where things of the back office are. */
export const paths = {
  today: '/admin',
  orders: '/admin/orders',
  order: (orderId: string) => `/admin/orders/${orderId}`,
  quotes: '/admin/quotes',
  board: '/admin/board',
  rules: '/admin/price-rules',
  capacity: '/admin/capacity',
  sagas: '/admin/sagas',
  saga: (orderId: string) => `/admin/sagas?order=${orderId}`,
  products: '/admin/products',
  sheets: '/admin/products/sheets',
  newProduct: '/admin/products/new',
  product: (productId: string) => `/admin/products/${productId}`,
  stock: '/admin/stock',
  stockOf: (sku: string) => `/admin/stock?q=${encodeURIComponent(sku)}`,
  reviews: '/admin/reviews',
  users: '/admin/users',
  user: (userId: string) => `/admin/users?user=${userId}`,
  ordersOf: (userId: string) => `/admin/orders?customer=${userId}`,
} as const;

/** Goes to an address of the back office. */
export function useGo(): (href: string, how?: { readonly replace?: boolean }) => void {
  const { history } = useRouter();
  return (href, { replace = false } = {}) => (replace ? history.replace(href) : history.push(href));
}

/** A link within the back office: the page stays, a click with a key opens a tab as ever. */
export function A({ href, onClick, ...anchor }: Omit<ComponentProps<'a'>, 'href'> & { href: string }) {
  const go = useGo();
  return (
    <a
      {...anchor}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || event.button !== 0) return;
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go(href);
      }}
    />
  );
}

export const usePath = (): string => useRouterState({ select: ({ location }) => location.pathname });

/** The last part of the address, as an id. */
export const useLastOfPath = (): string => decodeURIComponent(usePath().split('/').at(-1) ?? '');

/** What the address says behind its question mark, and how to say something else; an empty value is left out. */
export function useSearch(): [URLSearchParams, (change: Readonly<Record<string, string | undefined>>) => void] {
  const { history } = useRouter();
  const { pathname, searchStr } = useRouterState({
    select: ({ location }) => location,
  });
  const search = new URLSearchParams(searchStr);
  const say = (change: Readonly<Record<string, string | undefined>>) => {
    const next = new URLSearchParams(history.location.search);
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const text = next.toString();
    history.replace(text ? `${pathname}?${text}` : pathname);
  };
  return [search, say];
}
