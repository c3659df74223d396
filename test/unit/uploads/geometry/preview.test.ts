import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { analyseModel, type ModelMesh } from '../../../../functions/uploads/geometry/analyse-model.ts';
import { drawPreview, type PreviewOptions } from '../../../../functions/uploads/geometry/preview.ts';
import { countCellTests, rasterise } from '../../../../functions/uploads/geometry/raster.ts';
import { tintPreview } from '../../../../functions/uploads/geometry/tint-preview.ts';
import { box, joined, mapped, reversed, SHOP, sphere } from '../../../support/models.ts';
import { root } from '../../../support/rooms.ts';

const alone = (mesh: ModelMesh['mesh']): ModelMesh[] => [{ mesh, places: [[0, 0, 0]] }];
const ORANGE = 'e07a1f';
/** A quarter of the work. */
const COARSE = { samples: 1 } as const;

function picture(model: readonly ModelMesh[], options: PreviewOptions = {}, colour = ORANGE) {
  const drawn = drawPreview(model, options);
  if (drawn === undefined) throw new Error('no picture');
  const png = tintPreview(drawn, colour);
  return { png, ...decode(png) };
}

/** Pixels that are clearly not grey: the part. */
function partOf({ data, width }: { data: ArrayLike<number>; width: number }) {
  const frame = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity, pixels: 0 };
  for (let at = 0; at < data.length; at += 3) {
    if (data[at]! - data[at + 2]! < 30) continue;
    const [x, y] = [(at / 3) % width, Math.floor(at / 3 / width)];
    frame.left = Math.min(frame.left, x);
    frame.right = Math.max(frame.right, x);
    frame.top = Math.min(frame.top, y);
    frame.bottom = Math.max(frame.bottom, y);
    frame.pixels++;
  }
  return frame;
}

const FIGURE = joined(box([60, 30, 10]), sphere(12, [20, 15, 22]));

describe('the picture of a model', () => {
  const drawn = picture(alone(FIGURE));

  test('is a PNG of 640 × 480 in which the part fills four fifths [UPL-08]', () => {
    expect([drawn.width, drawn.height, drawn.channels]).toEqual([640, 480, 3]);
    const { left, right, top, bottom } = partOf(drawn);
    const share = Math.max((right - left + 1) / 640, (bottom - top + 1) / 480);
    expect(share).toBeCloseTo(0.8, 1);
    expect(Math.abs(left + right - 639)).toBeLessThan(6);
    expect(Math.abs(top + bottom - 479)).toBeLessThan(6);
  });

  test('is the same to the byte each time, and wherever the model stands [UPL-08]', () => {
    const first = drawPreview(alone(FIGURE), COARSE)!;
    expect(Buffer.compare(drawPreview(alone(FIGURE), COARSE)!, first)).toBe(0);
    const [moved] = alone(mapped(FIGURE, ([x, y, z]) => [x + 128, y - 64, z + 256]));
    expect(Buffer.compare(drawPreview([moved!], COARSE)!, first)).toBe(0);
  });

  test('has the colour that was chosen, and shadow on the ground to its right [UPL-08]', () => {
    const blue = picture(alone(FIGURE), COARSE, '2040c0');
    expect(partOf(blue).pixels).toBe(0);
    const { right, bottom } = partOf(drawn);
    const at = (x: number, y: number) => drawn.data[(y * 640 + x) * 3]!;
    const shaded = Array.from({ length: 40 }, (_, step) => at(right + 1 + step, Math.round(bottom * 0.7)));
    expect(Math.min(...shaded)).toBeLessThan(at(4, Math.round(bottom * 0.7)) - 10);
  });

  test('changes by its colour alone: the ground stays, a brighter colour is brighter everywhere [UPL-08]', () => {
    const lights = drawPreview(alone(FIGURE), COARSE)!;
    const [dark, light] = ['203040', '80a0c0'].map((colour) => decode(tintPreview(lights, colour)).data);
    expect(dark!.slice(0, 3)).toEqual(light!.slice(0, 3));
    expect(dark!.every((value, at) => value <= light![at]!)).toBe(true);
    expect(Buffer.compare(tintPreview(lights, '80a0c0'), tintPreview(lights, '80a0c0'))).toBe(0);
  });

  test('shows both sides of a surface, so that a broken model is seen as it is [UPL-08]', () => {
    const [shown, turned] = [picture(alone(FIGURE), COARSE), picture(alone(reversed(FIGURE)), COARSE)];
    expect(Math.abs(partOf(turned).pixels - partOf(shown).pixels)).toBeLessThan(partOf(shown).pixels / 50);
  });

  test('shows every copy at its place [UPL-08]', () => {
    const ball = sphere(5, [0, 0, 0], 8);
    const copies = picture(
      [
        {
          mesh: ball,
          places: [
            [0, 0, 0],
            [40, 0, 0],
          ],
        },
      ],
      COARSE,
    );
    const whole = picture(alone(joined(ball, sphere(5, [40, 0, 0], 8))), COARSE);
    expect(Buffer.compare(copies.png, whole.png)).toBe(0);
  });

  test.each(['stl-teapot-open.stl', '3mf-components.3mf', 'stl-triangle-soup.stl', 'stl-flipped-faces.stl'])(
    'of %s has a part in it [UPL-08]',
    async (file) => {
      const bytes = await readFile(join(root, 'test/fixtures/printing', file));
      const result = await analyseModel(bytes, { ...SHOP, fileName: file });
      if (result.outcome === 'refused') throw new Error(result.reason.code);
      const shown = picture(result.model, COARSE);
      expect(partOf(shown).pixels).toBeGreaterThan(5_000);
      expect(shown.png.length).toBeLessThan(210_000);
    },
  );
});

describe('what a picture may cost', () => {
  test('is counted beforehand: coarser, then none [UPL-08]', () => {
    const coarse = drawPreview(alone(FIGURE), COARSE)!;
    // Enough for one sample a pixel and not for four.
    expect(Buffer.compare(drawPreview(alone(FIGURE), { budget: 1_500_000 })!, coarse)).toBe(0);
    expect(drawPreview(alone(FIGURE), { budget: 100_000 })).toBeUndefined();
  });

  test('is never less than what the raster then does [UPL-08]', () => {
    const points = Float64Array.from([-50, -50, 1, 500, 10, 1, 20, 400, 1, 3, 3, 2, 9, 4, 2, 5, 8, 2]);
    const triangles = Uint32Array.from([0, 1, 2, 3, 4, 5]);
    const { triangle } = rasterise(points, triangles, 100, 80);
    const drawnPixels = triangle.reduce((count, seen) => count + (seen === -1 ? 0 : 1), 0);
    expect(drawnPixels).toBeLessThanOrEqual(countCellTests(points, triangles, 100, 80));
    // The nearer triangle is in front.
    expect(triangle[5 * 100 + 5]).toBe(1);
  });
});
