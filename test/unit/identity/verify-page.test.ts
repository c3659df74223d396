import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { verifyPage, verifyPagePolicy } from '../../../functions/identity/verify-page.ts';

const scriptOf = (page: string): string => /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
const styleOf = (page: string): string => /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Runs the page's script on the two elements that it knows. */
function opened(search: string, answer: () => Promise<{ ok: boolean; status: number }>) {
  const page = verifyPage('en');
  const dataset = Object.fromEntries(
    [...page.matchAll(/data-([a-z]+)="([^"]*)"/g)].map(([, name, text]) => [name, text]),
  );
  const says = { textContent: '', dataset };
  let click = async () => {};
  const button = {
    hidden: true,
    disabled: false,
    addEventListener: (_: string, listener: () => Promise<void>) => void (click = listener),
  };
  const posts: { path: string; body: unknown }[] = [];
  runInNewContext(scriptOf(page), {
    document: { getElementById: (id: string) => (id === 'says' ? says : button) },
    location: { search, pathname: '/stage/auth/verify-email' },
    URLSearchParams,
    fetch: (path: string, { body }: { body: string }) => {
      posts.push({ path, body: JSON.parse(body) as unknown });
      return answer();
    },
  });
  return { says, button, posts, dataset, click: () => click() };
}

describe('the page behind a mailed link', () => {
  test('does nothing by being looked at: mail scanners follow links [AUT-06]', () => {
    const { posts, button } = opened('?token=tok_1.abc', async () => ({ ok: true, status: 204 }));
    expect(posts).toEqual([]);
    expect(button.hidden).toBe(false);
  });

  test.each([
    [204, 'done', true],
    [400, 'refused', true],
    [503, 'failed', false],
  ])('posts its token to where it came from on a click, and on %i says "%s" [AUT-06]', async (status, word, over) => {
    const page = opened('?token=tok_1.a%2Db', async () => ({ ok: status < 400, status }));
    await page.click();
    expect(page.posts).toEqual([{ path: '/stage/auth/verify-email', body: { token: 'tok_1.a-b' } }]);
    expect(page.says.textContent).toBe(page.dataset[word]);
    expect(page.says.textContent).not.toBe('');
    expect(page.button.hidden).toBe(over);
  });

  test('without a network offers to try again [AUT-06]', async () => {
    const page = opened('?token=t', () => Promise.reject(new Error('offline')));
    await page.click();
    expect(page.says.textContent).toBe(page.dataset['failed']);
    expect(page.button).toMatchObject({ hidden: false, disabled: false });
  });

  test.each(['en', 'de', 'fr'] as const)('runs its own script and style and nothing else (%s) [AUT-06]', (language) => {
    const page = verifyPage(language);
    expect(page).toContain(`<html lang="${language}">`);
    expect(verifyPagePolicy).toContain(`script-src ${sha256(scriptOf(page))};`);
    expect(verifyPagePolicy).toContain(`style-src ${sha256(styleOf(page))};`);
    expect(page).not.toMatch(/\son[a-z]+=|\sstyle=|https?:/);
  });
});
