import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Frame } from './frame.tsx';
import { Failed, Missing } from './states.tsx';

const root = createRootRoute({ component: Frame, notFoundComponent: () => <Missing /> });

const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

const pages = [
  page(
    '/admin',
    lazyRouteComponent(() => import('./today.route.tsx'), 'TodayPage'),
  ),
  page(
    '/admin/orders',
    lazyRouteComponent(() => import('./orders.route.tsx'), 'OrdersPage'),
  ),
  page(
    '/admin/orders/$orderId',
    lazyRouteComponent(() => import('./order.route.tsx'), 'OrderPage'),
  ),
  page(
    '/admin/quotes',
    lazyRouteComponent(() => import('./quotes.route.tsx'), 'QuotesPage'),
  ),
  page(
    '/admin/price-rules',
    lazyRouteComponent(() => import('./rules.route.tsx'), 'RulesPage'),
  ),
  page(
    '/admin/board',
    lazyRouteComponent(() => import('./board.route.tsx'), 'BoardPage'),
  ),
  page(
    '/admin/capacity',
    lazyRouteComponent(() => import('./capacity.route.tsx'), 'CapacityPage'),
  ),
  page(
    '/admin/sagas',
    lazyRouteComponent(() => import('./sagas.route.tsx'), 'SagasPage'),
  ),
  page(
    '/admin/products',
    lazyRouteComponent(() => import('./products.route.tsx'), 'ProductsPage'),
  ),
  page(
    '/admin/products/sheets',
    lazyRouteComponent(() => import('./sheets.route.tsx'), 'SheetsPage'),
  ),
  page(
    '/admin/products/$productId',
    lazyRouteComponent(() => import('./product.route.tsx'), 'ProductPage'),
  ),
  page(
    '/admin/stock',
    lazyRouteComponent(() => import('./stock.route.tsx'), 'StockPage'),
  ),
  page(
    '/admin/reviews',
    lazyRouteComponent(() => import('./reviews.route.tsx'), 'ReviewsPage'),
  ),
  page(
    '/admin/users',
    lazyRouteComponent(() => import('./users.route.tsx'), 'UsersPage'),
  ),
];

/** Addresses are read and written as they stand: lists keep their filters there, each as plain text. */
export const router = createRouter({
  routeTree: root.addChildren(pages),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search as Record<string, unknown>).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value]] : [],
      ),
    ).toString();
    return text && `?${text}`;
  },
  scrollRestoration: true,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: () => <Missing />,
});
