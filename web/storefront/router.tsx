import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { WAY_BACK } from '../shop/way-back.ts';
import { Failed, NotFound, Waiting } from './fallbacks.tsx';
import { Frame } from './frame.tsx';
import { lastPlaced } from './placed.ts';
import { browseSearch, fileSearch, nextSearch, skuSearch, tokenSearch } from './search.ts';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./home.route.tsx'), 'Home'),
});

const browse = createRoute({
  getParentRoute: () => root,
  path: '/shop/{-$department}/{-$category}',
  validateSearch: browseSearch,
  component: lazyRouteComponent(() => import('./browse.route.tsx'), 'Browse'),
});

const product = createRoute({
  getParentRoute: () => root,
  path: '/p/$slug',
  validateSearch: skuSearch,
  component: lazyRouteComponent(() => import('./product.route.tsx'), 'ProductPage'),
});

const print = createRoute({
  getParentRoute: () => root,
  path: '/print',
  validateSearch: fileSearch,
  component: lazyRouteComponent(() => import('./print.route.tsx'), 'PrintPage'),
});

const quotes = createRoute({
  getParentRoute: () => root,
  path: '/quotes',
  component: lazyRouteComponent(() => import('./quotes.route.tsx'), 'QuotesPage'),
});

const quote = createRoute({
  getParentRoute: () => root,
  path: '/quotes/$quoteId',
  component: lazyRouteComponent(() => import('./quote.route.tsx'), 'QuotePage'),
});

const quoteOrder = createRoute({
  getParentRoute: () => root,
  path: '/quotes/$quoteId/order',
  component: lazyRouteComponent(() => import('./quote-order.route.tsx'), 'QuoteOrderPage'),
});

const sharedQuote = createRoute({
  getParentRoute: () => root,
  path: '/quotes/shared/$token',
  component: lazyRouteComponent(() => import('./shared-quote.route.tsx'), 'SharedQuotePage'),
});

const bag = createRoute({
  getParentRoute: () => root,
  path: '/bag',
  component: lazyRouteComponent(() => import('./bag.route.tsx'), 'BagPage'),
});

const checkout = createRoute({
  getParentRoute: () => root,
  path: '/checkout',
  component: lazyRouteComponent(() => import('./checkout.route.tsx'), 'CheckoutPage'),
});

const orders = createRoute({
  getParentRoute: () => root,
  path: '/orders',
  component: lazyRouteComponent(() => import('./orders.route.tsx'), 'OrdersPage'),
});

const order = createRoute({
  getParentRoute: () => root,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('./order.route.tsx'), 'OrderPage'),
});

const wayBack = createRoute({
  getParentRoute: () => root,
  path: WAY_BACK,
  beforeLoad: () => {
    const orderId = lastPlaced();
    // oxlint-disable-next-line typescript/only-throw-error -- the router's own way to redirect
    throw orderId
      ? redirect({ to: '/orders/$orderId', params: { orderId }, replace: true })
      : redirect({ to: '/orders', replace: true });
  },
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account/{-$part}',
  component: lazyRouteComponent(() => import('./account.route.tsx'), 'AccountPage'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import('./sign-in.route.tsx'), 'SignInPage'),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import('./register.route.tsx'), 'RegisterPage'),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: '/verify',
  validateSearch: tokenSearch,
  component: lazyRouteComponent(() => import('./verify.route.tsx'), 'VerifyPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  validateSearch: tokenSearch,
  component: lazyRouteComponent(() => import('./reset.route.tsx'), 'ResetPage'),
});

const legal = createRoute({
  getParentRoute: () => root,
  path: '/legal/$page',
  component: lazyRouteComponent(() => import('./legal.route.tsx'), 'LegalPage'),
});

const tree = root.addChildren([
  home,
  browse,
  product,
  print,
  quotes,
  quote,
  quoteOrder,
  sharedQuote,
  bag,
  checkout,
  orders,
  order,
  wayBack,
  account,
  signIn,
  register,
  verify,
  reset,
  legal,
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: Waiting,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
