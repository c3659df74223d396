import { useState } from 'react';
import { Icon } from './icon.tsx';

/** Where the shop's picture of a model is, and what to do when it is not there any more. In: its address at the API; out: undefined where there is none. */
export function useModelImage(
  url: string | undefined,
): { readonly src: string; readonly onError: () => void } | undefined {
  const [lost, setLost] = useState<string>();
  return url === undefined || url === lost ? undefined : { src: `/api${url}`, onError: () => setLost(url) };
}

/** The shop's picture of a model, or a cube. */
export function ModelImage({ url, alt, small = false }: { url: string | undefined; alt: string; small?: boolean }) {
  const image = useModelImage(url);
  return image ? (
    <img {...image} alt={alt} width={640} height={480} loading={small ? 'lazy' : 'eager'} decoding="async" />
  ) : (
    <Icon name="cube" size="l" />
  );
}
