import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ADDRESS,
  barriers,
  DESK,
  fillAddress,
  PHONE,
  pay,
  putIntoBag,
  signIn,
  useStorefront,
  type Visit,
} from '../support/storefront.ts';

const storefront = useStorefront();

const OPEN_PAGES = [
  '/',
  '/shop',
  '/shop?q=vsae',
  '/shop/home/vases?q=no',
  '/p/twist-vase',
  '/p/no-such-thing',
  '/bag',
  '/sign-in',
  '/register',
  '/verify?token=a',
  '/reset',
  '/print',
  '/quotes/shared/no-such-link',
  '/legal/imprint',
] as const;
const OWN_PAGES = [
  '/checkout',
  '/orders',
  '/print',
  '/quotes',
  '/account',
  '/account/addresses',
  '/account/security',
  '/account/data',
] as const;
/** Pages of every kind of layout. */
const ROOMY_PAGES = ['/', '/shop?q=vsae', '/p/twist-vase', '/bag', '/sign-in', '/print', '/legal/imprint'] as const;

/** Opens a page and waits until it shows what it will show. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForSelector('main h1');
  await page.waitForSelector('main .skeleton', { state: 'detached' });
}

/** The page of a product that is not there says so by a status that the console repeats. */
const withoutMissing = () => storefront.forgive(/no-such-(thing.*404|link.*40[04])/);

describe('no barrier that axe knows of, in both themes and both widths, and the policy is kept', () => {
  let visit: Visit;
  beforeAll(async () => {
    visit = await storefront.visitor({ colorScheme: 'light', reducedMotion: 'reduce' });
  });
  afterAll(() => visit?.context.close());

  /** Opens a page once and looks at it in every setting. */
  const judge = async (path: string): Promise<string[]> => {
    await open(visit.page, path);
    return barriers(visit.page);
  };

  test.each(OPEN_PAGES)('%s', async (path) => {
    expect(await judge(path)).toEqual([]);
    withoutMissing();
  });

  test('pages of a customer', async () => {
    await signIn(visit.page, storefront.customer);
    await putIntoBag(visit.page, '/p/twist-vase');
    expect(await visit.page.locator('dialog[open] .bag-lines li').count()).toBe(1);
  });

  test.each(OWN_PAGES)('%s', async (path) => {
    expect(await judge(path)).toEqual([]);
  });
});

/** What pages read to show themselves. Who somebody is stays known. */
const DATA = /\/api\/(?!auth\/|me(\?|$))/;

describe('what cannot be read is said, and nothing waits for it for ever', () => {
  test.each([
    ['a guest', ['/shop', '/p/twist-vase', '/bag', '/quotes/shared/no-such-link']],
    [
      'a customer',
      ['/bag', '/checkout', '/orders', '/orders/ord_0', '/quotes', '/quotes/quo_0', '/quotes/quo_0/order'],
    ],
  ] as const)('on pages of %s [CAT-10]', async (who, paths) => {
    const { context, page } = await storefront.visitor({ reducedMotion: 'reduce' });
    if (who === 'a customer') await signIn(page, storefront.customer);
    await page.route(DATA, (route) => route.fulfill({ status: 503, json: { code: 'unavailable', title: 'Busy' } }));
    for (const path of paths) {
      await open(page, path);
      expect(await page.locator('main [role=status], main .note, main .empty').count(), path).toBeGreaterThan(0);
    }
    storefront.forgive(/503/);
    await context.close();
  });
});

describe('nothing in sight moves when the content of a page comes', () => {
  test.each(['/', '/shop/home', '/p/twist-vase'])('%s on a phone [CAT-10]', async (path) => {
    const { context, page } = await storefront.visitor({ viewport: PHONE });
    let release = () => {};
    const held = new Promise<void>((go) => {
      release = go;
    });
    await page.route('**/api/products**', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(path);
    await page.waitForSelector('main .skeleton');
    await page.evaluate('document.fonts.ready');
    const before = await page.evaluate<readonly number[]>(PLACES);
    release();
    await page.waitForSelector('main .skeleton', { state: 'detached' });
    await page.waitForSelector('main .print img, main .print .ghost');
    expect(await page.evaluate(PLACES)).toEqual(before);
    // The footer, which every page that grows pushes down, is below the fold from the beginning.
    expect(before.at(-1)).toBe(PHONE.height);
    await context.close();
  });
});

/** Where parts of a page begin, in pixels; what is below the fold, or not there, is where the screen ends. */
const PLACES = `['.top', 'main', 'main .goods', 'main .stage', 'main .buy', '.foot'].map((part) => {
  const found = document.querySelector(part);
  return found ? Math.min(innerHeight, Math.round(found.getBoundingClientRect().top)) : innerHeight;
})`;

describe('nothing is cut off, and no page is wider than the screen', () => {
  test.each([
    ['at 200 % of a desk’s screen', { width: 720, height: 450 }, 1],
    ['on a phone with texts that are 40 % longer', PHONE, 1.4],
  ] as const)('%s', async (_, viewport, length) => {
    const { context, page } = await storefront.visitor({ viewport, reducedMotion: 'reduce' });
    const found: string[] = [];
    for (const path of ROOMY_PAGES) {
      await open(page, path);
      if (length > 1) await page.evaluate(LENGTHEN, length);
      found.push(...(await page.evaluate<string[]>(CUT_OFF)).map((what) => `${path} ${what}`));
    }
    expect(found).toEqual([]);
    await context.close();
  });

  test('at a desk with texts that are 40 % longer, also on pages of a customer with an order', async () => {
    const { context, page } = await storefront.visitor({ viewport: DESK, reducedMotion: 'reduce' });
    const found: string[] = [];
    const look = async (paths: readonly string[]) => {
      for (const path of paths) {
        await open(page, path);
        await page.evaluate(LENGTHEN, 1.4);
        found.push(...(await page.evaluate<string[]>(CUT_OFF)).map((what) => `${path} ${what}`));
      }
    };
    await look(OPEN_PAGES);
    withoutMissing();
    await signIn(page, storefront.customer);
    await putIntoBag(page, '/p/twist-vase');
    await page.goto('/checkout');
    await fillAddress(page);
    const orderId = await pay(page, 'tok_visa');
    await page.waitForSelector('main h1:has-text("Everything is booked")');
    await putIntoBag(page, '/p/twist-vase');
    await look([...OWN_PAGES, '/bag', `/orders/${orderId}`]);
    expect(found).toEqual([]);
    await context.close();
  });
});

/** Makes every text of a page longer by repeating its beginning. Runs in the page, which no type of this project knows. */
const LENGTHEN = `(length) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.trim();
    if (!/\\p{L}{2}/u.test(text) || node.parentElement.closest('script, style, .mono')) continue;
    const more = text.slice(0, Math.ceil(text.length * (length - 1)));
    node.data = node.data.replace(text, text + ' ' + more);
  }
}`;

/** What is wider than the page, and texts that their boxes cut off. */
const CUT_OFF = `(() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const cut = [...document.querySelectorAll('main *, header *, footer *')].filter((element) => {
    if (!element.checkVisibility() || element.closest('.sr, [aria-hidden=true], select, input, .print')) return false;
    const { overflowX, overflowY } = getComputedStyle(element);
    const hides = /hidden|clip/.test(overflowX) || /hidden|clip/.test(overflowY);
    return hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
  });
  return [
    ...(wide > 0 ? ['is ' + wide + ' px too wide'] : []),
    ...cut.map((element) => 'cuts off ' + element.outerHTML.slice(0, 120)),
  ];
})()`;

/** Takes the sign-in's first field the moment that it is there, as nobody can by hand. */
const BE_FIRST = `new MutationObserver((_, observer) => {
  const field = document.querySelector('main [name=email]');
  if (!field) return;
  observer.disconnect();
  field.focus();
}).observe(document.body, { childList: true, subtree: true })`;

describe('with the keyboard alone', () => {
  test('who is in a field before the page has said where they are stays there, and nothing typed is lost [CAT-10]', async () => {
    const { context, page } = await storefront.visitor();
    await putIntoBag(page, '/p/twist-vase');
    await page.evaluate(BE_FIRST);
    await page.click('dialog[open] .dialog-foot .hot');
    await page.waitForSelector('main [name=email]');
    // Slower than the page looks for its heading.
    await page.keyboard.type('ada@example.com', { delay: 60 });
    expect(await page.inputValue('main [name=email]')).toBe('ada@example.com');
    await context.close();
  });

  test('somebody finds a vase, chooses a size, signs in, orders and hears where they are [CAT-10]', async () => {
    const { context, page } = await storefront.visitor();
    const { keyboard } = page;
    /** Goes on until the focus is there, and sees it. */
    const tabTo = async (selector: string) => {
      await page.waitForSelector(selector);
      for (let tries = 0; tries < 120; tries += 1) {
        await keyboard.press('Tab');
        const focused = await page.evaluate<string | null>(
          `(() => {
            const focused = document.activeElement;
            if (!focused.matches(${JSON.stringify(selector)})) return null;
            const seen = focused.matches('[type=radio]') ? focused.nextElementSibling : focused;
            return getComputedStyle(seen).outlineStyle;
          })()`,
        );
        if (focused === null) continue;
        expect(focused, selector).not.toBe('none');
        return;
      }
      throw new Error(`The focus does not get to ${selector}`);
    };
    const focusIsOn = (selector: string) => page.waitForSelector(`:is(${selector}):focus`, { state: 'attached' });

    await page.goto('/');
    await page.waitForSelector('main h1');
    await tabTo('.skip');
    await keyboard.press('/');
    await focusIsOn('.top [type=search]');
    await keyboard.type('twist');
    await keyboard.press('Enter');
    await focusIsOn('main h1');
    await tabTo('.good-card a[href^="/p/twist-vase"]');
    await keyboard.press('Enter');
    await page.waitForURL('**/p/twist-vase');
    await focusIsOn('main h1');
    await tabTo('.buy [type=radio]');
    await keyboard.press('ArrowRight');
    await page.waitForURL('**sku=TWIST-VASE-M');
    await tabTo('.buy .cta .bead.hot');
    await keyboard.press('Enter');
    await page.waitForSelector('dialog[open] .bag-lines li');
    await tabTo('dialog[open] .dialog-foot .hot');
    await keyboard.press('Enter');
    await page.waitForURL('**/sign-in?**');
    await tabTo('[name=email]');
    await keyboard.type(storefront.customer.email);
    await tabTo('[name=password]');
    await keyboard.type(storefront.customer.password);
    await keyboard.press('Enter');
    await page.waitForURL('**/checkout');
    await page.waitForSelector('[name=line1], input[name=address]', { state: 'attached' });
    if ((await page.locator('input[name=address]').count()) === 0) {
      for (const name of ['name', 'line1', 'postalCode', 'city'] as const) {
        await tabTo(`[name=${name}]`);
        await keyboard.type(ADDRESS[name]);
      }
      await tabTo('[name=country]');
      await keyboard.type('Germ');
    }
    await tabTo('input[name=token]');
    await tabTo('.pay button:not([disabled])');
    await keyboard.press('Enter');
    await page.waitForURL('**/orders/ord_*');
    await focusIsOn('main h1');
    await page.waitForSelector('main h1:has-text("Everything is booked")');
    await context.close();
  });
});
