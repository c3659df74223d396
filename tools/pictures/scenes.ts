import { eventScenes } from './events.ts';
import { homeScenes } from './home.ts';
import { printScenes } from './prints.ts';
import { type Scene } from './render.ts';
import { workshopScenes } from './workshop.ts';

/** What each product looks like, by the product's slug; a scene is built when it is asked for. */
export const scenes: Readonly<Record<string, () => Scene>> = {
  ...homeScenes,
  ...workshopScenes,
  ...printScenes,
  ...eventScenes,
};
