import type { Envelope } from '../shared/events/event.ts';
import { count, log } from '../shared/observability.ts';

/** A fact on its way to the bus. */
export interface Announcement {
  readonly source: string;
  readonly event: Envelope;
}

export interface Bus {
  /** Answers the announcements that the bus did not take. */
  publish(announcements: readonly Announcement[]): Promise<readonly Announcement[]>;
}

export interface RefusedAnnouncements {
  keep(announcements: readonly Announcement[]): Promise<void>;
}

interface Ports {
  readonly bus: Bus;
  readonly refused: RefusedAnnouncements;
}

/**
 * Publishes what came off a stream. A refused announcement never goes back to the stream, where it would hold up
 * everything behind it: it waits in the retry queue. Throws only when that queue cannot take it either, because then
 * the stream is the one place left where it is not lost.
 */
export const publishFacts =
  ({ bus, refused }: Ports) =>
  async (announcements: readonly Announcement[]): Promise<void> => {
    if (announcements.length === 0) return;
    const left = await bus.publish(announcements);
    if (left.length > 0) {
      await refused.keep(left);
      count('AnnouncementsRefused', left.length);
    }
    log.info('published', { facts: announcements.length - left.length, refused: left.length });
  };
