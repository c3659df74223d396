import type en from './en.ts';

/** What every language of the back office has to have; the shop's pages load none of it. */
export type OfficeMessages = typeof en;
