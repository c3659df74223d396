/** An image of triangles: which one is seen in each pixel, and how near it is. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** −1 where nothing is. */
  readonly triangle: Int32Array;
  /** Larger is nearer; linear over the image, so 1 ÷ distance in a perspective one. −Infinity where nothing is. */
  readonly nearness: Float32Array;
}

/** x, y in pixels (y down) and nearness of each corner. */
export type Projected = Float64Array;

/**
 * How many pixels would be compared with a triangle: the sum of the boxes around the projected triangles.
 * Real parts cover a frame 4 to 110 times; a file may also hold millions of triangles each across the whole frame.
 */
export function countCellTests(points: Projected, triangles: Uint32Array, width: number, height: number): number {
  let cells = 0;
  for (let at = 0; at < triangles.length; at += 3) {
    const a = triangles[at]! * 3;
    const b = triangles[at + 1]! * 3;
    const c = triangles[at + 2]! * 3;
    const ax = points[a]!;
    const bx = points[b]!;
    const cx = points[c]!;
    const ay = points[a + 1]!;
    const by = points[b + 1]!;
    const cy = points[c + 1]!;
    const columns = Math.min(width, Math.max(ax, bx, cx)) - Math.max(0, Math.min(ax, bx, cx));
    const rows = Math.min(height, Math.max(ay, by, cy)) - Math.max(0, Math.min(ay, by, cy));
    cells += (Math.max(0, columns) + 1) * (Math.max(0, rows) + 1);
  }
  return cells;
}

/** Draws all triangles, from both sides. In: projected corners, triangles, size in pixels. Out: the image. */
export function rasterise(points: Projected, triangles: Uint32Array, width: number, height: number): Raster {
  const triangle = new Int32Array(width * height).fill(-1);
  const nearness = new Float32Array(width * height).fill(-Infinity);
  for (let at = 0; at < triangles.length; at += 3) {
    const a = triangles[at]! * 3;
    let b = triangles[at + 1]! * 3;
    let c = triangles[at + 2]! * 3;
    const ax = points[a]!;
    const ay = points[a + 1]!;
    let area = (points[b]! - ax) * (points[c + 1]! - ay) - (points[c]! - ax) * (points[b + 1]! - ay);
    if (area === 0) continue;
    if (area < 0) {
      const swap = b;
      b = c;
      c = swap;
      area = -area;
    }
    const bx = points[b]!;
    const by = points[b + 1]!;
    const cx = points[c]!;
    const cy = points[c + 1]!;
    const x0 = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const x1 = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    const y0 = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const y1 = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    if (x0 > x1 || y0 > y1) continue;
    const za = points[a + 2]!;
    const slopeB = (points[b + 2]! - za) / area;
    const slopeC = (points[c + 2]! - za) / area;
    for (let y = y0; y <= y1; y++) {
      const py = y + 0.5;
      for (let x = x0, pixel = y * width + x0; x <= x1; x++, pixel++) {
        const px = x + 0.5;
        // Twice the areas opposite of each corner.
        const ofC = (bx - ax) * (py - ay) - (px - ax) * (by - ay);
        const ofB = (px - ax) * (cy - ay) - (cx - ax) * (py - ay);
        if (ofC < 0 || ofB < 0 || ofB + ofC > area) continue;
        const near = za + slopeB * ofB + slopeC * ofC;
        if (near > nearness[pixel]!) {
          nearness[pixel] = near;
          triangle[pixel] = at / 3;
        }
      }
    }
  }
  return { width, height, triangle, nearness };
}
