/** The port to the pictures as they are served. What lies under a name never changes. */
export interface MediaFiles {
  /** In: its name, which its ending says the format of. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  read(name: string): Promise<Uint8Array | undefined>;
}

/** How long whoever got a picture may keep it: for ever, because another picture has another name. */
export const CACHE_CONTROL = 'public, max-age=31536000, immutable';

/** The content type of a picture by its name. */
export const mediaTypeOf = (name: string): string => (name.endsWith('.avif') ? 'image/avif' : 'image/webp');

/** Where a picture is found, from the root of the shop. */
export const mediaUrl = (name: string): string => `/media/${name}`;
