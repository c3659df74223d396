// A fresh process: reads one file with the loader of three.js and sums its volume naively. Argument: the file.
import { readFile } from 'node:fs/promises';
import { OBJLoader } from 'three/addons/loaders/OBJLoader.js';
import { STLLoader } from 'three/addons/loaders/STLLoader.js';
import { cpuSeconds, tell } from './cost.ts';

const [, , path = ''] = process.argv;
const bytes = await readFile(path);
const before = cpuSeconds();
const geometries = path.endsWith('.obj')
  ? new OBJLoader().parse(bytes.toString('utf8')).children.map((child) => child.geometry)
  : [new STLLoader().parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))];
const parsed = cpuSeconds() - before;
let volumeMm3 = 0;
for (const { attributes } of geometries) {
  const p = attributes.position.array;
  for (let at = 0; at < p.length; at += 9) {
    volumeMm3 +=
      (p[at] * (p[at + 4] * p[at + 8] - p[at + 5] * p[at + 7]) +
        p[at + 1] * (p[at + 5] * p[at + 6] - p[at + 3] * p[at + 8]) +
        p[at + 2] * (p[at + 3] * p[at + 7] - p[at + 4] * p[at + 6])) /
      6;
  }
}
tell({ parsed, seconds: cpuSeconds() - before, volumeMm3 });
