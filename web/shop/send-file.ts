/** A file could not be sent to where the shop told. */
export class UploadFailed extends Error {
  override name = 'UploadFailed';
}

/** Where a file goes, and what has to be sent with it. */
export interface Ticket {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Sends a file and tells how far it is, in percent. A repeat of what arrived already is no failure. Throws `UploadFailed`, and an
 * `AbortError` where it was stopped.
 */
export const sendFile = (
  { url, headers }: Ticket,
  file: File,
  onProgress: (percent: number) => void,
  signal?: AbortSignal,
): Promise<void> =>
  new Promise((resolve, reject) => {
    // fetch tells nothing of its progress.
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (lengthComputable) onProgress(Math.round((100 * loaded) / total));
    });
    request.addEventListener('load', () => {
      if ((request.status >= 200 && request.status < 300) || request.status === 412) resolve();
      else reject(new UploadFailed(`The file was answered with ${request.status}`));
    });
    request.addEventListener('error', () => reject(new UploadFailed('The file did not arrive')));
    request.addEventListener('abort', () => reject(new DOMException('Stopped', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort());
    if (signal?.aborted) return reject(new DOMException('Stopped', 'AbortError'));
    request.send(file);
  });
