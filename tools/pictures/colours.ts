import { type Vec3 } from './vectors.ts';

/** A colour as linear light, from its hexadecimal spelling. */
export const hex = (text: string): Vec3 => {
  const channel = (at: number) => (Number.parseInt(text.slice(at, at + 2), 16) / 255) ** 2.2;
  return [channel(1), channel(3), channel(5)];
};

/** Between two colours; `t` from 0 to 1. */
export const mix = (from: Vec3, to: Vec3, t: number): Vec3 => {
  const part = Math.min(1, Math.max(0, t));
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part, from[2] + (to[2] - from[2]) * part];
};

/** The filaments and materials that the shop's things are made of. */
export const colours = {
  coral: hex('#F2573F'),
  moss: hex('#5E7B4F'),
  slate: hex('#56707F'),
  sand: hex('#D8BE95'),
  ivory: hex('#EFE7D6'),
  graphite: hex('#3A4046'),
  white: hex('#F0F1EF'),
  black: hex('#24282B'),
  grey: hex('#9AA1A3'),
  birch: hex('#C9A577'),
  anthracite: hex('#454B50'),
  clear: hex('#BFD3D8'),
  sky: hex('#7FB2D6'),
  sun: hex('#F2C14B'),
  plum: hex('#7A4A66'),
  steel: hex('#B9C0C4'),
  brass: hex('#D9A441'),
  soil: hex('#4A3A30'),
  leaf: hex('#4C7F52'),
  paper: hex('#F3EEE2'),
} as const;
