import type en from './en.ts';

/** What every language has to have of the back office's pages of printing. */
export type MakingMessages = typeof en;
