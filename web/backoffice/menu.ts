import type { IconName } from '../kit/icon.tsx';
import type { OfficeMessages } from '../words/office/messages.ts';
import { paths } from './link.tsx';
import type { Person } from './person.ts';

interface Item {
  readonly name: Exclude<keyof OfficeMessages['menu'], 'parked'>;
  readonly href: string;
  readonly icon: IconName;
  /** Nothing for what everybody sees who has any of the others. */
  readonly permission?: string;
}

const ITEMS: readonly Item[] = [
  { name: 'today', href: paths.today, icon: 'home' },
  { name: 'orders', href: paths.orders, icon: 'box', permission: 'orders:read' },
  { name: 'quotes', href: paths.quotes, icon: 'cube', permission: 'quotes:review' },
  { name: 'board', href: paths.board, icon: 'board', permission: 'orders:read' },
  { name: 'sagas', href: paths.sagas, icon: 'fork', permission: 'sagas:read' },
  { name: 'products', href: paths.products, icon: 'spool', permission: 'catalog:write' },
  { name: 'stock', href: paths.stock, icon: 'layers', permission: 'inventory:write' },
  { name: 'capacity', href: paths.capacity, icon: 'clock', permission: 'inventory:write' },
  { name: 'rules', href: paths.rules, icon: 'ruler', permission: 'quotes:review' },
  { name: 'reviews', href: paths.reviews, icon: 'star', permission: 'reviews:moderate' },
  { name: 'users', href: paths.users, icon: 'people', permission: 'users:manage' },
];

/** What somebody sees in the menu: what their permissions open, and today in front of it. */
export const menuOf = ({ permissions }: Pick<Person, 'permissions'>) =>
  ITEMS.filter(({ permission }) => permission === undefined || permissions.includes(permission)).map((item) => ({
    ...item,
    isAt: (path: string) =>
      item.href === paths.today ? path.replace(/\/$/, '') === item.href : path.startsWith(item.href),
  }));
