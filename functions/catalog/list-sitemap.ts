import { Reply } from '../shared/http/api.ts';
import { publicFor } from '../shared/http/public-page.ts';
import { DEPARTMENTS } from './departments.ts';
import type { Departments } from './rebuild-cards.ts';

/** Every card is read for it; search engines come back after days. */
const FRESH_SECONDS = 3_600;
/** A sitemap has 50,000 addresses at most (sitemaps.org), and an answer of a function 6 MB. */
const MOST = 40_000;
/** Pages of the shop that are there without any product. */
const PAGES = ['/', '/shop', '/print', ...DEPARTMENTS.map((department) => `/shop/${department}`)];

interface Ports {
  readonly cards: Departments['cards'];
  /** Base of the pages, without a trailing slash. */
  readonly webUrl: string;
}

/** The addresses of everything that is on sale, in the order of the shop. Slugs need no escaping in XML. */
export const listSitemap =
  ({ cards, webUrl }: Ports) =>
  async (): Promise<Reply> => {
    const paths = [...PAGES];
    for (const department of DEPARTMENTS) {
      for await (const { slug } of cards(department)) {
        if (paths.length < MOST) paths.push(`/p/${slug}`);
      }
    }
    const urls = paths.map((path) => `<url><loc>${webUrl}${path}</loc></url>`).join('\n');
    const body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls}
</urlset>
`;
    return new Reply(body, { 'cache-control': publicFor(FRESH_SECONDS) });
  };

/** Pages of one person, and those that a mail leads to; what is behind /api is no page. */
const OWN = [
  '/account',
  '/admin',
  '/api',
  '/bag',
  '/checkout',
  '/orders',
  '/register',
  '/reset',
  '/sign-in',
  '/verify',
];

/** What search engines may read. */
export const readRobots =
  ({ webUrl }: Pick<Ports, 'webUrl'>) =>
  (): Promise<Reply> => {
    const lines = ['User-agent: *', ...OWN.map((path) => `Disallow: ${path}`), '', `Sitemap: ${webUrl}/sitemap.xml`];
    return Promise.resolve(new Reply(`${lines.join('\n')}\n`, { 'cache-control': publicFor(FRESH_SECONDS) }));
  };
