import { decode, encode } from 'fast-png';
import { toLinear, toSrgb } from './preview-shading.ts';

/** Pixels of the picture; it is drawn at twice the size and averaged. */
export const PREVIEW_WIDTH = 640;
export const PREVIEW_HEIGHT = 480;

/** More light than falls on any place of a part, in units of white. */
const MOST_LIGHT = 1.6;
/** Black would swallow every shade. */
const DARKEST = 0.012;

/**
 * Keeps a picture without its colour. In: for each pixel the light that takes the colour of the part, and the white light. Out: a
 * PNG of two channels, both in the steps of sRGB, which are as fine as what is seen.
 */
export function encodeLights(lights: Float32Array): Uint8Array {
  const data = new Uint8Array(lights.length);
  for (let at = 0; at < lights.length; at++) {
    const share = at % 2 === 0 ? lights[at]! / MOST_LIGHT : lights[at]!;
    data[at] = Math.round(toSrgb(Math.min(1, share)) * 255);
  }
  return encode({ width: PREVIEW_WIDTH, height: PREVIEW_HEIGHT, data, channels: 2 });
}

/**
 * Gives a picture its colour. In: what `drawPreview` made, and the colour as rrggbb. Out: a PNG of 640 × 480; the same picture in
 * the same colour is the same to the byte.
 */
export function tintPreview(drawn: Uint8Array, colour: string): Uint8Array {
  const { data: lights } = decode(drawn);
  const tint = [0, 2, 4].map((at) => Math.max(DARKEST, toLinear(Number.parseInt(colour.slice(at, at + 2), 16) / 255)));
  const linear = Float64Array.from({ length: 256 }, (_, step) => toLinear(step / 255));
  const data = new Uint8Array(PREVIEW_WIDTH * PREVIEW_HEIGHT * 3);
  // Each pair of lights once: there are far fewer than pixels.
  const seen = new Int32Array(0x10000).fill(-1);
  for (let pixel = 0; pixel < PREVIEW_WIDTH * PREVIEW_HEIGHT; pixel++) {
    const [coloured, white] = [lights[pixel * 2]!, lights[pixel * 2 + 1]!];
    const pair = coloured * 256 + white;
    if (seen[pair] === -1) {
      const [red = 0, green = 0, blue = 0] = tint.map((channel) =>
        Math.round(toSrgb(Math.min(1, channel * linear[coloured]! * MOST_LIGHT + linear[white]!)) * 255),
      );
      seen[pair] = (red << 16) | (green << 8) | blue;
    }
    const found = seen[pair]!;
    data[pixel * 3] = found >> 16;
    data[pixel * 3 + 1] = (found >> 8) & 0xff;
    data[pixel * 3 + 2] = found & 0xff;
  }
  return encode({ width: PREVIEW_WIDTH, height: PREVIEW_HEIGHT, data, channels: 3 });
}
