import type en from './en.ts';

/** What every language has to have, with the same parameters. */
export type Messages = typeof en;
