/** A person's data in a file: asked for, written, and gone after some days. */
import { addSeconds } from '../shared/clock.ts';
import { EXPORT_DAYS, type Export } from './contract.ts';

export interface DataExport {
  readonly id: string;
  readonly userId: string;
  readonly ready: boolean;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  readonly expiresAt: string;
}

const DAY_SECONDS = 86_400;
/** Seconds after which a file that is not written has failed: its consumer's tries take half an hour together. */
const GIVEN_UP_SECONDS = 3_600;

/** An export that nothing is written of. In: its id, whose it is, and the time. */
export const newExport = (id: string, userId: string, now: Date): DataExport => ({
  id,
  userId,
  ready: false,
  createdAt: now.toISOString(),
  expiresAt: addSeconds(now, EXPORT_DAYS * DAY_SECONDS).toISOString(),
});

/** How far an export is. One that came late after all is ready all the same. */
export const exportStatus = ({ ready, createdAt }: DataExport, now: Date): Export['status'] => {
  if (ready) return 'READY';
  return now < addSeconds(new Date(createdAt), GIVEN_UP_SECONDS) ? 'PENDING' : 'FAILED';
};

/** An export as its owner sees it. In: the link to its file, where there is one. */
export const exportShown = (dataExport: DataExport, now: Date, url?: string): Export => ({
  id: dataExport.id,
  status: exportStatus(dataExport, now),
  ...(url === undefined ? {} : { url }),
  expiresAt: dataExport.expiresAt,
  createdAt: dataExport.createdAt,
});
