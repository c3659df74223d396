import type { Analysis } from './geometry/analyse-model.ts';
import type { Reason } from './geometry/refusals.ts';
import type { LengthUnit } from './geometry/unit-suspicion.ts';

/** A file of a customer. */
export interface Upload {
  /** Of the upload and of its file. */
  readonly id: string;
  readonly ownerId: string;
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the file in base64, as it was announced and, once it is UPLOADED, as it is. */
  readonly sha256: string;
  /** What the customer says that it was drawn in. */
  readonly unit?: LengthUnit;
  /** DELETED is one whose files still have to go. */
  readonly status: 'PENDING' | 'UPLOADED' | 'REJECTED_LIGHT' | 'DELETED';
  /** Of one that was refused. */
  readonly reasons?: readonly Reason[];
  /** Of one that was measured. */
  readonly analysis?: Analysis;
  /** The name of its picture, unguessable; kept from the beginning. */
  readonly preview: string;
  /** Whether there is a picture. */
  readonly drawn: boolean;
  /** Ids of quotes and orders that need it. */
  readonly uses: Readonly<Record<string, true>>;
  /** Times that measuring was begun, and when the last time was. */
  readonly attempts: number;
  readonly begunAt?: string;
  readonly createdAt: string;
  /** When it got its status. */
  readonly since: string;
  readonly version: number;
}

/** Whether something still has to be done with it. */
export const isOpen = ({ status, analysis }: Pick<Upload, 'status' | 'analysis'>): boolean =>
  status === 'PENDING' || status === 'DELETED' || (status === 'UPLOADED' && analysis === undefined);

/** Whether its file counts to what its owner may have here. */
export const counts = ({ status }: Pick<Upload, 'status'>): boolean => status === 'PENDING' || status === 'UPLOADED';

/** Whether a quote or an order needs it. */
export const isInUse = ({ uses }: Pick<Upload, 'uses'>): boolean => Object.keys(uses).length > 0;
