import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webUrl } from '../../../functions/shared/http/shapes.ts';

const Url = webUrl(100);

describe('a web address from outside', () => {
  test.each([
    ['http://localhost:5173\\@evil.example/x', 'a backslash'],
    ['https:\\\\shop.example', 'backslashes for slashes'],
    ['https://shop.example@evil.example/', 'a name to sign in by'],
    ['https://shop.example:443@evil.example/', 'a name and a password'],
    ['https://shop.example\t.evil.example/', 'a tab, which a parser drops'],
    ['https://shop.example\n/x', 'a line feed'],
    ['\u0000https://shop.example/', 'a control character in front'],
    [' https://shop.example/', 'a blank in front'],
    ['https://shop.example/a b', 'a blank inside'],
    ['javascript:alert(1)', 'another scheme'],
    ['ftp://shop.example/', 'another scheme'],
    ['//shop.example/', 'no scheme'],
    ['/orders', 'no host'],
    ['https://', 'no host'],
    [`https://shop.example/${'a'.repeat(90)}`, 'too many characters'],
    [`https://shop.example/${'ü'.repeat(40)}`, 'too many characters once it is written out'],
  ])('%j is refused: %s [PAY-04]', (sent) => {
    expect(Url.safeParse(sent).success).toBe(false);
  });

  test.each([
    ['HTTPS://Shop.Example:443', 'https://shop.example/'],
    ['https://shop.example/a/../b?q=ü#done', 'https://shop.example/b?q=%C3%BC#done'],
    ['https://müller.example/', 'https://xn--mller-kva.example/'],
    ['https:shop.example', 'https://shop.example/'],
    ['http://0x7f.1/', 'http://127.0.0.1/'],
    ['https://shop\u3002example/', 'https://shop.example/'],
  ])('%s is kept as its parser writes it: %s [PAY-04]', (sent, kept) => {
    expect(Url.parse(sent)).toBe(kept);
  });

  test('is kept in a form that stays the same however often it is parsed [PAY-04]', () => {
    fc.assert(
      fc.property(fc.webUrl({ size: 'xsmall', withFragments: true, withQueryParameters: true }), (sent) => {
        const parsed = Url.safeParse(sent);
        if (!parsed.success) return;
        expect(Url.parse(parsed.data)).toBe(parsed.data);
        expect(new URL(parsed.data).origin).toBe(new URL(sent).origin);
      }),
    );
  });
});
