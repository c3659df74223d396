import { secretWords } from './weld.ts';

/** In: corners of triangles, a secret. Out: how many triangles have the same three corners as an earlier one. */
export function countDuplicates(triangles: Uint32Array, seed: number): number {
  const count = triangles.length / 3;
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2))).fill(-1);
  const [s0, s1, s2] = secretWords(seed) as unknown as [number, number, number];
  const sorted = new Uint32Array(triangles.length);
  let duplicates = 0;
  for (let triangle = 0; triangle < count; triangle++) {
    const a = triangles[triangle * 3]!;
    const b = triangles[triangle * 3 + 1]!;
    const c = triangles[triangle * 3 + 2]!;
    const low = Math.min(a, b, c);
    const high = Math.max(a, b, c);
    const middle = a + b + c - low - high;
    sorted[triangle * 3] = low;
    sorted[triangle * 3 + 1] = middle;
    sorted[triangle * 3 + 2] = high;
    let hash = Math.imul(low ^ s0, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ middle ^ s1, 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 16) ^ high ^ s2, 0x27d4eb2f);
    let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
    for (; slots[slot] !== -1; slot = (slot + 1) & (slots.length - 1)) {
      const at = slots[slot]! * 3;
      if (sorted[at] === low && sorted[at + 1] === middle && sorted[at + 2] === high) break;
    }
    if (slots[slot] === -1) slots[slot] = triangle;
    else duplicates++;
  }
  return duplicates;
}
