/** Mulberry32: the same numbers in each run. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Bytes changed, taken out, doubled or cut, at random places. */
export function mutate(bytes: Buffer, random: () => number): Buffer {
  const copy = Buffer.from(bytes);
  const at = () => Math.floor(random() * copy.length);
  const kind = Math.floor(random() * 6);
  if (kind === 0) return copy.subarray(0, at());
  if (kind === 1) {
    const [from, to] = [at(), at()].toSorted((a, b) => a - b) as [number, number];
    return Buffer.concat([copy.subarray(0, from), copy.subarray(Math.min(to, from + 64))]);
  }
  if (kind === 2) {
    const from = at();
    return Buffer.concat([copy.subarray(0, from + 40), copy.subarray(from)]);
  }
  for (let change = 0; change <= random() * 8; change++) {
    if (copy.length > 0)
      copy[at()] =
        kind === 3
          ? Math.floor(random() * 256)
          : kind === 4
            ? (copy[at()] ?? 0) ^ (1 << Math.floor(random() * 8))
            : 0x30 + Math.floor(random() * 10);
  }
  return copy;
}
