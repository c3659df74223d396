import type { ReactNode } from 'react';

/** 24 px grid, stroke 1.75, round ends. */
const paths = {
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m16 16 4.5 4.5" />
    </>
  ),
  bag: (
    <>
      <path d="M5 8h14l1 12H4L5 8Z" />
      <path d="M9 10V7a3 3 0 0 1 6 0v3" />
    </>
  ),
  user: (
    <>
      <circle cx="12" cy="8" r="3.5" />
      <path d="M5 20c.6-3.6 3.4-5.5 7-5.5s6.400 1.900 7 5.500" />
    </>
  ),
  menu: (
    <>
      <path d="M4 7h16M4 12h16M4 17h10" />
    </>
  ),
  close: (
    <>
      <path d="m6 6 12 12M18 6 6 18" />
    </>
  ),
  check: (
    <>
      <path d="m5 12.500 4.500 4.500L19 7.500" />
    </>
  ),
  cube: (
    <>
      <path d="m12 3 8 4.500v9L12 21l-8-4.500v-9L12 3Z" />
      <path d="m4 7.500 8 4.500 8-4.500M12 12v9" />
    </>
  ),
  ruler: (
    <>
      <path d="M3 16 16 3l5 5L8 21l-5-5Z" />
      <path d="m7 12 2 2m1-5 2 2m1-5 2 2" />
    </>
  ),
  layers: (
    <>
      <path d="m12 4 8.500 4.500L12 13 3.500 8.500 12 4Z" />
      <path d="m3.500 12.500 8.500 4.500 8.500-4.500M3.500 16.500 12 21l8.500-4.500" />
    </>
  ),
  truck: (
    <>
      <path d="M3 6h11v10H3zM14 10h4l3 3v3h-7z" />
      <circle cx="7" cy="17.500" r="1.800" />
      <circle cx="17" cy="17.500" r="1.800" />
    </>
  ),
  ticket: (
    <>
      <path d="M3 8a1 1 0 0 1 1-1h16a1 1 0 0 1 1 1v2.500a1.500 1.500 0 0 0 0 3V16a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-2.500a1.500 1.500 0 0 0 0-3V8Z" />
      <path d="M14.500 7v2m0 2v2m0 2v2" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M12 7.500V12l3 2" />
    </>
  ),
  warn: (
    <>
      <path d="M12 4 21 19.500H3L12 4Z" />
      <path d="M12 10v4.500m0 2.500v.01" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="8.500" />
      <path d="M12 11v5m0-8v.01" />
    </>
  ),
  retry: (
    <>
      <path d="M5 12a7 7 0 1 0 2-4.900L5 9" />
      <path d="M5 4v5h5" />
    </>
  ),
  arrow: (
    <>
      <path d="M4 12h16m0 0-6-6m6 6-6 6" />
    </>
  ),
  back: (
    <>
      <path d="M20 12H4m0 0 6-6m-6 6 6 6" />
    </>
  ),
  filter: (
    <>
      <path d="M4 7h16M7 12h10M10 17h4" />
    </>
  ),
  plus: (
    <>
      <path d="M12 5v14M5 12h14" />
    </>
  ),
  minus: (
    <>
      <path d="M5 12h14" />
    </>
  ),
  down: (
    <>
      <path d="m6 9 6 6 6-6" />
    </>
  ),
  right: (
    <>
      <path d="m9 6 6 6-6 6" />
    </>
  ),
  offline: (
    <>
      <path d="M3 3l18 18M5 12a10 10 0 0 1 4-2.500M2.500 8.500A15 15 0 0 1 7 5.800M12 5c3.700 0 7 1.300 9.500 3.500M15.500 10A10 10 0 0 1 19 12M8.500 15.500a5 5 0 0 1 7 0M12 19v.01" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="11" width="14" height="9" rx="2" />
      <path d="M8 11V8a4 4 0 0 1 8 0v3" />
    </>
  ),
  doc: (
    <>
      <path d="M6 3h8l4 4v14H6z" />
      <path d="M14 3v4h4M9 12h6M9 16h6" />
    </>
  ),
  spool: (
    <>
      <circle cx="12" cy="12" r="8.500" />
      <circle cx="12" cy="12" r="2.500" />
      <path d="M12 3.500v6M12 14.500v6M3.500 12h6M14.500 12h6" />
    </>
  ),
  home: (
    <>
      <path d="M4 11 12 4l8 7v9h-5v-6H9v6H4z" />
    </>
  ),
  shield: (
    <>
      <path d="M12 3 5 6v5c0 4.500 3 8 7 10 4-2 7-5.500 7-10V6l-7-3Z" />
    </>
  ),
  globe: (
    <>
      <circle cx="12" cy="12" r="8.500" />
      <path d="M3.500 12h17M12 3.500c3 3 3 14 0 17m0-17c-3 3-3 14 0 17" />
    </>
  ),
  mail: (
    <>
      <path d="M3 6h18v12H3z" />
      <path d="m3 7 9 7 9-7" />
    </>
  ),
  eye: (
    <>
      <path d="M2.500 12S6 6 12 6s9.500 6 9.500 6-3.500 6-9.500 6-9.500-6-9.500-6Z" />
      <circle cx="12" cy="12" r="2.500" />
    </>
  ),
  box: (
    <>
      <path d="M4 8h16v12H4zM4 8l2-4h12l2 4M10 12h4" />
    </>
  ),
  fork: (
    <>
      <path d="M6 4v16M6 12h8a3 3 0 0 1 3 3v4m-3-3 3 3 3-3" />
    </>
  ),
  people: (
    <>
      <circle cx="9" cy="8.500" r="3" />
      <path d="M3 19c.5-3 2.800-4.500 6-4.500s5.500 1.500 6 4.500M15.500 6a3 3 0 0 1 0 5.500M17.500 15c2 .500 3.200 1.800 3.500 4" />
    </>
  ),
  star: (
    <>
      <path d="m12 3.500 2.600 5.400 5.900.8-4.300 4.100 1 5.900-5.200-2.800-5.200 2.800 1-5.900-4.300-4.100 5.900-.8Z" />
    </>
  ),
  upload: (
    <>
      <path d="M12 16V4m-5 5 5-5 5 5M4 16v4h16v-4" />
    </>
  ),
  board: (
    <>
      <path d="M4 5h4.500v14H4zM10 5h4v9h-4zM15.500 5H20v11h-4.500z" />
    </>
  ),
  share: (
    <>
      <circle cx="6" cy="12" r="2.500" />
      <circle cx="17" cy="6" r="2.500" />
      <circle cx="17" cy="18" r="2.500" />
      <path d="m8.200 10.900 6.600-3.700M8.200 13.100l6.600 3.700" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof paths;

/** A drawing that stands beside a word; alone it needs a name on its button. */
export const Icon = ({ name, size = '' }: { name: IconName; size?: '' | 's' | 'l' }) => (
  <svg className={`i ${size && `i-${size}`}`} viewBox="0 0 24 24" aria-hidden="true">
    {paths[name]}
  </svg>
);

export const Logo = () => (
  <>
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <g fill="currentColor">
        <rect x="5" y="25" width="9" height="4.4" rx="2.2" />
        <rect x="5" y="19.6" width="9" height="4.4" rx="2.2" />
        <rect x="5" y="14.2" width="19" height="4.4" rx="2.2" />
        <rect x="5" y="8.8" width="22" height="4.4" rx="2.2" />
      </g>
      <rect x="5" y="3.4" width="16" height="4.4" rx="2.2" fill="var(--hot)" />
    </svg>
    <span>PrintVerse</span>
  </>
);
