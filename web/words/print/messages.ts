import type en from './en.ts';

/** What every language has to have of printing; only its pages load it. */
export type PrintMessages = typeof en;
