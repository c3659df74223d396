import { grown, type Mesh } from './mesh.ts';

/** Corners whose coordinates are equal bit for bit become one; −0 counts as 0. */
export class Welder {
  private coordinates = new Float64Array(3 * 1024);
  private slots = new Int32Array(4096).fill(-1);
  private count = 0;
  private readonly words: Uint32Array;
  private readonly point = new Float64Array(3);
  private readonly bits = new Uint32Array(this.point.buffer);

  /** `seed`: any 32-bit number that the author of a file cannot guess, so that nobody can make corners collide. */
  constructor(seed: number) {
    this.words = secretWords(seed);
  }

  /** The index of the corner at this place, new or not. */
  add(x: number, y: number, z: number): number {
    const { point } = this;
    // -0 + 0 is 0.
    point[0] = x + 0;
    point[1] = y + 0;
    point[2] = z + 0;
    const mask = this.slots.length - 1;
    const { coordinates } = this;
    for (let slot = this.hash() & mask; ; slot = (slot + 1) & mask) {
      const found = this.slots[slot]!;
      if (found === -1) {
        this.slots[slot] = this.count;
        return this.append();
      }
      const at = found * 3;
      if (coordinates[at] === point[0] && coordinates[at + 1] === point[1] && coordinates[at + 2] === point[2]) {
        return found;
      }
    }
  }

  /** x, y, z of each corner. */
  done(): Float64Array {
    return this.coordinates.slice(0, this.count * 3);
  }

  private append(): number {
    const index = this.count++;
    if (this.count * 3 > this.coordinates.length) this.coordinates = grown(this.coordinates, Float64Array);
    this.coordinates[index * 3] = this.point[0]!;
    this.coordinates[index * 3 + 1] = this.point[1]!;
    this.coordinates[index * 3 + 2] = this.point[2]!;
    // At most half full, so that probes stay short.
    if (this.count * 2 > this.slots.length) this.rehash();
    return index;
  }

  private rehash(): void {
    // Four times the room, so that corners are seldom placed anew.
    const slots = new Int32Array(this.slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    const { point, coordinates } = this;
    for (let index = 0; index < this.count; index++) {
      point[0] = coordinates[index * 3]!;
      point[1] = coordinates[index * 3 + 1]!;
      point[2] = coordinates[index * 3 + 2]!;
      let slot = this.hash() & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = index;
    }
    this.slots = slots;
  }

  /** A 32-bit mix of the six words of the point, in the manner of MurmurHash3 (Appleby, public domain), keyed. */
  private hash(): number {
    const { bits, words } = this;
    let hash = words[6]!;
    for (let word = 0; word < 6; word++) {
      let mixed = Math.imul(bits[word]! ^ words[word]!, 0xcc9e2d51);
      mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
      hash ^= mixed;
      hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  }
}

/** Seven words out of one seed, by the mixer of SplitMix32. */
export function secretWords(seed: number): Uint32Array {
  let state = seed | 0;
  return Uint32Array.from({ length: 7 }, () => {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  });
}

/** In: a mesh whose corners may repeat. Out: the same triangles over corners that are all different and all used. */
export function weldMesh({ positions, triangles }: Mesh, seed: number): Mesh {
  const welder = new Welder(seed);
  const renamed = new Int32Array(positions.length / 3).fill(-1);
  const welded = triangles.map((corner) => {
    if (renamed[corner] === -1) {
      renamed[corner] = welder.add(positions[corner * 3]!, positions[corner * 3 + 1]!, positions[corner * 3 + 2]!);
    }
    return renamed[corner]!;
  });
  return { positions: welder.done(), triangles: welded };
}
