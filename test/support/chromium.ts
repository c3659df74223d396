import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../../tools/chromium.ts';

/** A browser for the pages of a test; whoever opens it closes it. It loads nothing by itself and has no sandbox of its own. */
export const openChromium = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
