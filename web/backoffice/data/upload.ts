import { UploadFailed } from '../explain.ts';

/** Where a file goes, and what has to be sent with it. */
export interface Ticket {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** SHA-256 of a file, in base64. */
export async function sha256Of(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return btoa(String.fromCodePoint(...new Uint8Array(digest)));
}

/** Sends a file and tells how far it is, in percent. A repeat of what arrived already is no failure. Throws `UploadFailed`. */
export const sendFile = ({ url, headers }: Ticket, file: File, onProgress: (percent: number) => void): Promise<void> =>
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
    request.send(file);
  });
