import fc from 'fast-check';
import openManifold from 'manifold-3d';
import { describe, expect, test } from 'vitest';
import { type Analysis, analyseModel } from '../../../../functions/uploads/geometry/analyse-model.ts';
import { cutFace } from '../../../../functions/uploads/geometry/ear-clipping.ts';
import { LIMITS } from '../../../../functions/uploads/geometry/limits.ts';
import { type Mesh, TriangleList } from '../../../../functions/uploads/geometry/mesh.ts';
import { parseDecimal, scanDecimal } from '../../../../functions/uploads/geometry/numbers.ts';
import { box, joined, mapped, SHOP, sphere, threeMf, volumeOf } from '../../../support/models.ts';

async function measured(mesh: Mesh, seed = 1, item = '', limits = SHOP.limits ?? LIMITS): Promise<Analysis> {
  const result = await analyseModel(threeMf(mesh, { item }), { ...SHOP, limits, fileName: 'a.3mf', seed });
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.reason));
  return result.analysis;
}

const side = fc.double({ min: 3, max: 80, noNaN: true });
/** A body of one to three boxes and a ball, side by side, of which none touches another. */
const bodies = fc
  .array(fc.tuple(side, side, side), { minLength: 1, maxLength: 3 })
  .map((boxes) => joined(sphere(9, [0, 0, 0], 5), ...boxes.map((sides, at) => box(sides, [100 * (at + 1), 0, 0]))));
const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });

const close = (value: number | null, wanted: number, share = 1e-6) =>
  Math.abs((value ?? Number.NaN) - wanted) <= Math.abs(wanted) * share;

describe('a measure belongs to the body, not to how it is written', () => {
  test('turning and moving change neither volume nor area [UPL-04]', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, angle, angle, fc.integer({ min: -500, max: 500 }), async (mesh, a, b, shift) => {
        const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
        const turned = mapped(mesh, ([x, y, z]) => {
          const [u, v] = [x * ca - y * sa, x * sa + y * ca];
          return [u + shift, v * cb - z * sb - shift, v * sb + z * cb + shift];
        });
        const [one, other] = [await measured(mesh), await measured(turned)];
        expect([close(one.volumeMm3, volumeOf(mesh)), close(other.volumeMm3, volumeOf(mesh))]).toEqual([true, true]);
        expect(close(other.areaMm2, one.areaMm2)).toBe(true);
        expect([other.watertight, other.shells]).toEqual([true, one.shells]);
      }),
      { numRuns: 15, seed: 3 },
    );
  });

  test('the order of triangles, the first corner of each and the secret of the weld change nothing [UPL-04]', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, fc.integer(), fc.infiniteStream(fc.nat(1_000)), async (mesh, seed, numbers) => {
        const order = Array.from({ length: mesh.triangles.length / 3 }, (_, at) => ({
          at,
          key: numbers.next().value ?? 0,
        }));
        order.sort((one, other) => one.key - other.key);
        const triangles = order.flatMap(({ at, key }) => {
          return [0, 1, 2].map((corner) => mesh.triangles[at * 3 + ((corner + key) % 3)]!);
        });
        const one = await measured(mesh);
        const other = await measured({ ...mesh, triangles: Uint32Array.from(triangles) }, seed);
        expect(close(other.volumeMm3, one.volumeMm3 ?? 0, 1e-9)).toBe(true);
        expect([other.shells, other.openEdges, other.issues]).toEqual([one.shells, one.openEdges, one.issues]);
      }),
      { numRuns: 15, seed: 4 },
    );
  });

  test('volume grows with the cube of a scale, area with its square [UPL-04]', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, fc.double({ min: 0.2, max: 20, noNaN: true }), async (mesh, scale) => {
        const [one, other] = [
          await measured(mesh),
          await measured(mapped(mesh, ([x, y, z]) => [x * scale, y * scale, z * scale])),
        ];
        expect(close(other.volumeMm3, (one.volumeMm3 ?? 0) * scale ** 3)).toBe(true);
        expect(close(other.areaMm2, one.areaMm2 * scale ** 2)).toBe(true);
      }),
      { numRuns: 15, seed: 5 },
    );
  });

  test('bodies that touch nowhere add up: volume, area, shells and triangles [UPL-04]', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, bodies, fc.integer({ min: 120, max: 250 }), async (mesh, second, shift) => {
        const other = mapped(second, ([x, y, z]) => [x, y + shift, z - shift]);
        const [one, two, both] = [await measured(mesh), await measured(other), await measured(joined(mesh, other))];
        expect(close(both.volumeMm3, (one.volumeMm3 ?? 0) + (two.volumeMm3 ?? 0))).toBe(true);
        expect(close(both.areaMm2, one.areaMm2 + two.areaMm2)).toBe(true);
        expect([both.shells, both.triangles]).toEqual([one.shells + two.shells, one.triangles + two.triangles]);
      }),
      { numRuns: 8, seed: 9 },
    );
  });

  test('a transform multiplies the volume by the size of its determinant, and a mirrored body is no void [UPL-04]', async () => {
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    const factor = fc.double({ min: 0.4, max: 3, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        bodies,
        fc.tuple(entry, entry, entry),
        fc.tuple(factor, factor, factor),
        fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
        async (mesh, [a, b, c], factors, turned) => {
          const [x, y, z] = factors.map((one, axis) => (turned[axis] ? -one : one));
          // Below the diagonal nothing stands: the determinant is its product.
          const found = await measured(mesh, 1, `transform="${x} ${a} ${b} 0 ${y} ${c} 0 0 ${z} 7 8 9"`);
          const one = await measured(mesh);
          expect(close(found.volumeMm3, (one.volumeMm3 ?? 0) * Math.abs((x ?? 1) * (y ?? 1) * (z ?? 1)))).toBe(true);
          expect(found.issues).not.toContain('inside-out');
        },
      ),
      { numRuns: 10, seed: 10 },
    );
  });

  test('what overlapping bodies print is what manifold-3d calls their union, to a thousandth [UPL-04]', async () => {
    const wasm = await openManifold();
    wasm.setup();
    const solidOf = ({ positions, triangles }: Mesh) =>
      new wasm.Manifold(
        new wasm.Mesh({ numProp: 3, vertProperties: Float32Array.from(positions), triVerts: triangles }),
      );
    const turnedBox = fc.tuple(side, side, side, angle, angle).map(([x, y, z, a, b]) => {
      const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
      return mapped(box([x, y, z], [-x / 2, -y / 2, -z / 2]), ([u, v, w]) => {
        const [p, q] = [u * ca - v * sa, u * sa + v * ca];
        return [p, q * cb - w * sb, q * sb + w * cb];
      });
    });
    const shift = fc.double({ min: -15, max: 15, noNaN: true });
    await fc.assert(
      fc.asyncProperty(turnedBox, fc.double({ min: 8, max: 30, noNaN: true }), shift, shift, async (one, r, x, y) => {
        const other = sphere(r, [x, y, 3], 12);
        const wanted = solidOf(one).add(solidOf(other)).volume();
        const found = await measured(joined(one, other), 1, '', LIMITS);
        expect([found.volumeMm3, wanted, close(found.volumeMm3, wanted, 1e-3)]).toEqual([
          found.volumeMm3,
          wanted,
          true,
        ]);
      }),
      { numRuns: 4, seed: 11 },
    );
  }, 120_000);

  test('two boxes print what they have together, however far they overlap [UPL-04]', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(side, side, side),
        fc.tuple(side, side, side),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        async (one, other, share) => {
          const from = one.map((length) => length * share + 0.01) as [number, number, number];
          const common = one.reduce(
            (volume, length, axis) => volume * Math.max(0, Math.min(length, from[axis]! + other[axis]!) - from[axis]!),
            1,
          );
          const wanted = volumeOf(box(one)) + volumeOf(box(other)) - common;
          const found = await measured(joined(box(one), box(other, from)));
          // As coarsely as these tests sample; the real grid is five times finer.
          expect(close(found.volumeMm3, wanted, 0.03)).toBe(true);
        },
      ),
      { numRuns: 15, seed: 6 },
    );
  });
});

test('an outline of any shape is cut into triangles of its own area [UPL-04]', () => {
  const radii = fc.array(fc.double({ min: 1, max: 10, noNaN: true }), { minLength: 4, maxLength: 60 });
  fc.assert(
    fc.property(radii, fc.boolean(), (lengths, clockwise) => {
      const points = lengths.map((radius, at) => {
        const turn = (at / lengths.length) * 2 * Math.PI * (clockwise ? -1 : 1);
        return [radius * Math.cos(turn), 0.5, radius * Math.sin(turn)] as const;
      });
      const list = new TriangleList(1_000);
      cutFace(
        Float64Array.from(points.flat()),
        points.map((_, at) => at),
        list,
        { left: 1e6 },
      );
      const corners = list.done();
      const areaOf = (a: number, b: number, c: number) =>
        ((points[b]![0] - points[a]![0]) * (points[c]![2] - points[a]![2]) -
          (points[c]![0] - points[a]![0]) * (points[b]![2] - points[a]![2])) /
        2;
      const outline = points.reduce(
        (sum, [x, , z], at) =>
          sum + (x * points[(at + 1) % points.length]![2] - points[(at + 1) % points.length]![0] * z) / 2,
        0,
      );
      let [sum, absolute] = [0, 0];
      for (let at = 0; at < corners.length; at += 3) {
        const area = areaOf(corners[at]!, corners[at + 1]!, corners[at + 2]!);
        sum += area;
        absolute += Math.abs(area);
      }
      expect(corners.length / 3).toBe(points.length - 2);
      expect([close(sum, outline), close(absolute, Math.abs(outline))]).toEqual([true, true]);
    }),
    { numRuns: 200, seed: 7 },
  );
});

test('a number is read as JavaScript reads it, from text and from bytes [UPL-04]', () => {
  const spelled = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.tuple(fc.integer(), fc.nat()).map(([whole, part]) => `${whole}.${part}`),
    fc.tuple(fc.constantFrom('+', '-', ''), fc.nat()).map(([sign, part]) => `${sign}.${part}`),
    fc.integer().map((whole) => `${whole}.`),
    fc.tuple(fc.integer(), fc.integer({ min: -400, max: 290 })).map(([whole, power]) => `${whole}E${power}`),
  );
  fc.assert(
    fc.property(spelled, (text) => {
      const bytes = Buffer.from(`x${text}y`);
      expect(Object.is(parseDecimal(text) + 0, Number(text) + 0)).toBe(true);
      expect(Object.is(scanDecimal(bytes, 1, bytes.length - 1) + 0, Number(text) + 0)).toBe(true);
    }),
    { numRuns: 2_000, seed: 8 },
  );
});
