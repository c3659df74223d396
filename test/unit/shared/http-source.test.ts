import { expect, test } from 'vitest';
import { edgeKeys, sourceOf } from '../../../functions/shared/http/source.ts';
import { EDGE_KEY_HEADER, VIEWER_HEADER } from '../../../web/edge/functions.ts';

const KEYS = ['present-key', 'key-before'];
const asked = (key: string | undefined, viewer = '203.0.113.9') =>
  sourceOf('10.0.0.1', { [VIEWER_HEADER]: viewer, [EDGE_KEY_HEADER]: key }, KEYS);

test.each(KEYS)('behind the edge, limits count the viewer that the edge names with its key %s [PLT-02]', (key) => {
  expect(asked(key)).toBe('203.0.113.9');
});

test('whoever names an address without the key of the edge is counted by their own [PLT-02]', () => {
  expect(asked(undefined)).toBe('10.0.0.1');
  expect(asked('present-kez')).toBe('10.0.0.1');
  expect(asked('present')).toBe('10.0.0.1');
  expect(asked('')).toBe('10.0.0.1');
});

test('where no edge stands in front, no header is believed', () => {
  expect(edgeKeys({})).toEqual([]);
  expect(edgeKeys({ EDGE_KEY: 'a', EDGE_KEY_BEFORE: '' })).toEqual(['a']);
  expect(sourceOf('10.0.0.1', { [VIEWER_HEADER]: '203.0.113.9', [EDGE_KEY_HEADER]: '' }, [''])).toBe('10.0.0.1');
});
