import { type CSSProperties, useEffect, useState } from 'react';
import { Icon } from './icon.tsx';

/** Custom properties of a style; React's own type knows none. */
export const vars = (values: Readonly<Record<`--${string}`, string | undefined>>): CSSProperties => values;

export interface Pictured {
  /** The picture; null where there is none. */
  readonly src: string | null;
  /** The contour drawing of the same view; without one nothing is drawn for what is not printed yet. */
  readonly line?: string | undefined;
}

export interface PrintProps extends Pictured {
  readonly alt: string;
  /** Percent that is printed already; the rest is drawn in contour. */
  readonly progress?: number;
  /** What the nozzle says; it is shown while something is being printed. */
  readonly nozzle?: string;
  /** Where the nozzle stands, as a percentage from the left. */
  readonly at?: number;
  /** Above the fold: fetched first. */
  readonly eager?: boolean;
  /** The same picture in other sizes and formats, the smallest first, for the browser to choose from. */
  readonly sources?: readonly Encoded[] | undefined;
  /** How wide it is shown, as an attribute `sizes` says it. */
  readonly sizes?: string;
  /** Pixels of the picture, for the room that it takes. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** A tiny blurred version, as a data address, that is shown until the picture is there. */
  readonly blur?: string | undefined;
}

/** One size of a picture. */
export interface Encoded {
  /** Pixels. */
  readonly width: number;
  readonly webp: string;
  readonly avif: string;
}

/** A picture that is printed from below: solid up to where it is, contour lines above. */
export function Print({
  src,
  line,
  alt,
  progress = 100,
  nozzle,
  at = 50,
  eager = false,
  sources,
  sizes,
  width = 720,
  height = 720,
  blur,
}: PrintProps) {
  const [broken, setBroken] = useState(false);
  const [there, setThere] = useState(false);
  useEffect(() => setBroken(false), [src]);
  const set = (format: 'avif' | 'webp') => sources?.map((one) => `${one[format]} ${one.width}w`).join(', ');
  if (src === null || broken) {
    return (
      <div className="print no-picture" role={alt ? 'img' : undefined} aria-label={alt || undefined}>
        <Icon name="cube" size="l" />
      </div>
    );
  }
  return (
    <div
      className="print"
      style={vars({ '--p': `${progress}%`, '--g': line && `url("${line}")`, '--x': `${at}%` })}
      role={progress < 100 && alt ? 'img' : undefined}
      aria-label={progress < 100 && alt ? alt : undefined}
    >
      {progress < 100 && line && <div className="ghost" />}
      {progress > 0 && (
        <picture>
          {sources && <source type="image/avif" srcSet={set('avif')} sizes={sizes} />}
          <img
            className="solid"
            src={src}
            srcSet={set('webp')}
            sizes={sources ? sizes : undefined}
            alt={progress < 100 ? '' : alt}
            width={width}
            height={height}
            loading={eager ? 'eager' : 'lazy'}
            fetchPriority={eager ? 'high' : 'auto'}
            decoding="async"
            onLoad={() => setThere(true)}
            onError={() => setBroken(true)}
            style={blur && !there ? { backgroundImage: `url("${blur}")` } : undefined}
          />
        </picture>
      )}
      {nozzle !== undefined && (
        <div className="nozzle">
          <span>{nozzle}</span>
        </div>
      )}
    </div>
  );
}

/** Where in the picture the thing begins and ends, as parts of its width and height. */
export interface Frame {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Fine enough for a dimension line, in pixels. */
const PROBE = 120;

/** The box of everything that is drawn. In: alpha values row by row. Out: parts of the picture, or nothing for an empty one. */
export function frameOf(alpha: (x: number, y: number) => number, size: number): Frame | undefined {
  let [top, bottom, left, right] = [size, -1, size, -1];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (alpha(x, y) < 24) continue;
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
    }
  }
  if (bottom < 0) return undefined;
  return { top: top / size, bottom: (bottom + 1) / size, left: left / size, right: (right + 1) / size };
}

/** The frame of a contour drawing, measured in the browser; nothing while it loads, null where there is no drawing. */
export function useFrame(line: string): Frame | null | undefined {
  const [frame, setFrame] = useState<Frame | null>();
  useEffect(() => {
    setFrame(undefined);
    let wanted = true;
    const image = new Image();
    image.addEventListener('load', () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: PROBE, height: PROBE });
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (!context || !wanted) return;
      context.drawImage(image, 0, 0, PROBE, PROBE);
      const { data } = context.getImageData(0, 0, PROBE, PROBE);
      setFrame(frameOf((x, y) => data[(y * PROBE + x) * 4 + 3] ?? 0, PROBE) ?? null);
    });
    image.addEventListener('error', () => {
      if (wanted) setFrame(null);
    });
    image.src = line;
    return () => {
      wanted = false;
    };
  }, [line]);
  return frame;
}

const percent = (part: number) => `${(part * 100).toFixed(1)}%`;

/** Dimension lines around a thing, as on a drawing. In: its frame and what the lines say. */
export const Dimensions = ({ frame, height, width }: { frame: Frame; height?: string; width?: string }) => (
  <>
    {height && (
      <div
        className="dim v"
        style={{
          top: percent(frame.top),
          bottom: percent(1 - frame.bottom),
          left: percent(Math.min(0.95, frame.right + 0.09)),
        }}
      >
        <span>{height}</span>
      </div>
    )}
    {width && (
      <div className="dim h" style={{ left: percent(frame.left), right: percent(1 - frame.right), bottom: '4.5%' }}>
        <span>{width}</span>
      </div>
    )}
  </>
);
