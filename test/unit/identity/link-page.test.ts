import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { linkPagePolicy } from '../../../functions/identity/links/link-page.ts';
import { resetPage } from '../../../functions/identity/passwords/reset-page.ts';
import { verifyPage } from '../../../functions/identity/sign-up/verify-page.ts';

const pages = { 'verify-email': verifyPage, 'reset-password': resetPage } as const;
const scriptOf = (page: string): string => /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
const styleOf = (page: string): string => /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

type Answer = Promise<{ ok: boolean; status: number; json?: () => Promise<unknown> }>;

/** Runs the script of a page on the three elements that it knows; `typed` is what its fields hold. */
function opened(name: keyof typeof pages, search: string, answer: () => Answer, typed: Record<string, string> = {}) {
  const page = pages[name]('en');
  const dataset = Object.fromEntries(
    [...page.matchAll(/data-([a-z]+)="([^"]*)"/g)].map(([, word, text]) => [word, text]),
  );
  const says = { textContent: '', dataset };
  const button = { disabled: false };
  let submit = async (_event: { preventDefault: () => void }) => {};
  const form = {
    hidden: true,
    addEventListener: (_: string, listener: typeof submit) => void (submit = listener),
  };
  const posts: { path: string; body: unknown }[] = [];
  let prevented = 0;
  runInNewContext(scriptOf(page), {
    document: { getElementById: (id: string) => ({ says, form, button })[id] },
    location: { search, pathname: `/stage/auth/${name}` },
    URLSearchParams,
    FormData: class {
      *[Symbol.iterator]() {
        yield* Object.entries(typed);
      }
    },
    fetch: (path: string, { body }: { body: string }) => {
      posts.push({ path, body: JSON.parse(body) as unknown });
      return answer();
    },
  });
  const click = async () => {
    await submit({ preventDefault: () => void prevented++ });
    // The browser itself would put what was typed into the address.
    expect(prevented).toBe(1);
  };
  return { page, says, form, button, posts, dataset, click };
}

const refusedAs = (code: string) => async () => ({ ok: false, status: 400, json: async () => ({ code }) });

describe.each(['verify-email', 'reset-password'] as const)('the page of %s', (name) => {
  test('does nothing by being looked at: mail scanners follow links [AUT-06, AUT-17]', () => {
    const { posts, form } = opened(name, '?token=tok_1.abc', async () => ({ ok: true, status: 204 }));
    expect(posts).toEqual([]);
    expect(form.hidden).toBe(false);
  });

  test.each([
    ['a 204', async () => ({ ok: true, status: 204 }), 'done', true],
    ['a link that opens nothing', refusedAs('invalid-token'), 'refused', true],
    ['something unfit', refusedAs('password-refused'), 'unfit', false],
    ['a shop that is busy', async () => ({ ok: false, status: 503 }), 'failed', false],
    ['no network', () => Promise.reject(new Error('offline')), 'failed', false],
    [
      'an answer that is none',
      async () => ({ ok: false, status: 400, json: () => Promise.reject(new Error('no JSON')) }),
      'failed',
      false,
    ],
  ])('on a click answers %s in its own words [AUT-06, AUT-17]', async (_, answer, word, over) => {
    const { click, says, dataset, form, button } = opened(name, '?token=t', answer);
    await click();
    expect(says.textContent).toBe(dataset[word]);
    expect(says.textContent).not.toBe('');
    expect(form.hidden).toBe(over);
    expect(button.disabled).toBe(false);
  });

  test.each(['en', 'de', 'fr'] as const)(
    'runs its own script and style and nothing else (%s) [AUT-06, AUT-17]',
    (language) => {
      const page = pages[name](language);
      expect(page).toContain(`<html lang="${language}">`);
      expect(linkPagePolicy).toContain(`script-src ${sha256(scriptOf(page))};`);
      expect(linkPagePolicy).toContain(`style-src ${sha256(styleOf(page))};`);
      expect(linkPagePolicy).toContain("form-action 'none'");
      expect(page).not.toMatch(/\son[a-z]+=|\sstyle=|https?:/);
    },
  );
});

test('a confirmation posts its token to where it came from, whatever a mailing service added to the link [AUT-06]', async () => {
  const page = opened('verify-email', '?utm_source=mail&token=tok_1.a%2Db', async () => ({ ok: true, status: 204 }));
  await page.click();
  expect(page.posts).toEqual([{ path: '/stage/auth/verify-email', body: { token: 'tok_1.a-b' } }]);
});

test('a new password travels in the body, beside its token [AUT-17]', async () => {
  const typed = { password: 'correct horse battery' };
  const page = opened('reset-password', '?token=tok_1.ab', async () => ({ ok: true, status: 204 }), typed);
  await page.click();
  expect(page.posts).toEqual([{ path: '/stage/auth/reset-password', body: { token: 'tok_1.ab', ...typed } }]);
  expect(page.page).toMatch(/<label for="password">[^<]+<\/label><input id="password" name="password" type="password"/);
});
