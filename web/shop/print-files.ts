/** Files that this page sends to be printed. They live beside the views: another page and a sign-in lose none of them. */
import { useSyncExternalStore } from 'react';
import { answered, newIntent, queries, Refused, shop } from './client.ts';
import type { Mesh } from './mesh.ts';
import { sendFile, type Ticket } from './send-file.ts';
import { isSignedIn, onSignIn, onSignOut, sessionEnded } from './session.ts';

/** `waiting` is for a sign-in, `queued` for the files before it. */
export type Stage = 'reading' | 'waiting' | 'queued' | 'sending' | 'paused' | 'failed' | 'refused' | 'sent';

export interface PrintFile {
  readonly key: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly stage: Stage;
  /** Percent that was sent. */
  readonly percent: number;
  /** Its shape; null for what a browser cannot show, nothing while it is read. */
  readonly mesh?: Mesh | null;
  readonly uploadId?: string;
  /** Why it did not arrive. */
  readonly error?: unknown;
  /** A code of the shop's refusals, where it need not be sent to be refused. */
  readonly refusal?: 'unsupported-type' | 'empty-file' | 'too-large';
}

interface Kept {
  readonly file: File;
  sha256?: string;
  ticket?: Ticket & { readonly uploadId: string; readonly expiresAt: string };
  stop?: AbortController;
}

/** As the shop takes them. */
const MOST_BYTES = 100_000_000;
const TYPES = { stl: 'model/stl', obj: 'model/obj', '3mf': 'model/3mf' } as const;
const AT_ONCE = 2;

const kept = new Map<string, Kept>();
let shown: readonly PrintFile[] = [];
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const usePrintFiles = (): readonly PrintFile[] => useSyncExternalStore(subscribe, () => shown);

function show(next: readonly PrintFile[]): void {
  shown = next;
  for (const listener of listeners) listener();
}
const change = (key: string, part: Partial<PrintFile>): void =>
  show(shown.map((file) => (file.key === key ? { ...file, ...part } : file)));

const typeOf = (name: string): string | undefined => TYPES[name.split('.').at(-1)?.toLowerCase() as keyof typeof TYPES];

function refusalOf({ name, size }: File): PrintFile['refusal'] {
  if (!typeOf(name)) return 'unsupported-type';
  if (size === 0) return 'empty-file';
  return size > MOST_BYTES ? 'too-large' : undefined;
}

/** Takes files, reads them beside the page and sends them, two at once. Out: their keys, in the same order. */
export function addFiles(files: readonly File[]): readonly string[] {
  const added = files.map((file): PrintFile => {
    const refusal = refusalOf(file);
    const key = crypto.randomUUID();
    if (!refusal) kept.set(key, { file });
    const { name, size } = file;
    return refusal
      ? { key, name, size, stage: 'refused', percent: 0, refusal }
      : { key, name, size, stage: 'reading', percent: 0 };
  });
  show([...added, ...shown]);
  for (const { key, refusal } of added) if (!refusal) read(key);
  return added.map(({ key }) => key);
}

type Said = { readonly sha256: string } | { readonly mesh: Mesh | null };

function read(key: string): void {
  const entry = kept.get(key);
  if (!entry) return;
  const worker = new Worker(new URL('./model.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    if ('sha256' in data) {
      entry.sha256 = data.sha256;
      change(key, { stage: 'queued' });
      void pump();
    } else {
      change(key, { mesh: data.mesh });
      worker.terminate();
    }
  });
  // A file that was moved, or one that is larger than the browser's memory.
  worker.addEventListener('error', (error) => {
    change(key, entry.sha256 ? { mesh: null } : { stage: 'failed', error, mesh: null });
    worker.terminate();
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no target
  worker.postMessage(entry.file);
}

/** Sends what is next in line, the oldest first. */
async function pump(): Promise<void> {
  if (!(await isSignedIn())) {
    for (const { key, stage } of shown) if (stage === 'queued') change(key, { stage: 'waiting' });
    return;
  }
  const free = AT_ONCE - shown.filter(({ stage }) => stage === 'sending').length;
  const next = shown.filter(({ stage }) => stage === 'queued' || stage === 'waiting').toReversed();
  for (const { key } of next.slice(0, Math.max(0, free))) void send(key);
}

async function send(key: string): Promise<void> {
  const entry = kept.get(key);
  if (!entry?.sha256) return;
  const stop = new AbortController();
  entry.stop = stop;
  change(key, { stage: 'sending', percent: 0, error: undefined });
  try {
    const ticket = await ticketFor(entry, entry.sha256);
    if (!kept.has(key)) return await forget(ticket.uploadId);
    change(key, { uploadId: ticket.uploadId });
    await sendFile(ticket, entry.file, (percent) => change(key, { percent }), stop.signal);
    change(key, { stage: 'sent', percent: 100 });
    void queries.invalidateQueries({ queryKey: ['uploads'] });
  } catch (error) {
    failed(key, error);
  } finally {
    void pump();
  }
}

function failed(key: string, error: unknown): void {
  // Somebody has paused it or taken it away.
  if (error instanceof DOMException && error.name === 'AbortError') return;
  if (error instanceof Refused && error.status === 401) {
    change(key, { stage: 'waiting' });
    return sessionEnded();
  }
  change(key, { stage: 'failed', error });
}

/** A link serves for some minutes; a paused file may still use the one that it has. */
async function ticketFor(entry: Kept, sha256: string): Promise<NonNullable<Kept['ticket']>> {
  const { file, ticket } = entry;
  if (ticket && Date.parse(ticket.expiresAt) - Date.now() > 60_000) return ticket;
  const made = await answered(
    shop.POST('/uploads', {
      params: { header: newIntent() },
      body: {
        fileName: file.name.slice(-200),
        contentType: typeOf(file.name) ?? 'application/octet-stream',
        size: file.size,
        sha256,
      },
    }),
  );
  entry.ticket = made;
  return made;
}

/** Stops sending a file. There are no parts that stay: it begins anew when it goes on. */
export function pauseFile(key: string): void {
  change(key, { stage: 'paused', percent: 0 });
  kept.get(key)?.stop?.abort();
}

/** Sends a paused or failed file from its beginning. */
export function resumeFile(key: string): void {
  const entry = kept.get(key);
  if (!entry) return;
  change(key, { stage: entry.sha256 ? 'queued' : 'reading', error: undefined });
  if (entry.sha256) void pump();
  else read(key);
}

/** Takes a file away, here and in the shop. */
export function cancelFile(key: string): void {
  const entry = kept.get(key);
  kept.delete(key);
  show(shown.filter((file) => file.key !== key));
  entry?.stop?.abort();
  if (entry?.ticket) void forget(entry.ticket.uploadId);
  void pump();
}

/** What is no longer wanted, or is gone already, is swept by the shop where this fails. */
const forget = async (modelUploadId: string): Promise<void> => {
  await shop.DELETE('/uploads/{modelUploadId}', { params: { path: { modelUploadId } } });
  await queries.invalidateQueries({ queryKey: ['uploads'] });
};

/** Whether leaving the page would lose something that is not in the shop yet. */
export const isSending = (): boolean => shown.some(({ stage }) => !['sent', 'refused'].includes(stage));

/** Sends what has waited for a sign-in. */
export const sendWaiting = pump;
onSignIn(pump);
onSignOut(() => {
  for (const { stop } of kept.values()) stop?.abort();
  kept.clear();
  show([]);
});
