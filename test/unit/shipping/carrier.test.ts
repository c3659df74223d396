import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulatedCarrier, trackingNumberOf } from '../../../functions/shipping/carrier.simulated.ts';
import { ShippingImpossible } from '../../../functions/shipping/carrier.ts';

const to = { name: 'A', line1: 'B', city: 'C', postalCode: '10115', country: 'DE' };

describe('the simulated carrier', () => {
  test('gives the same shipment the same tracking number, however often it is booked [SHP-02]', async () => {
    expect(await simulatedCarrier.book('shp_1', to)).toEqual(await simulatedCarrier.book('shp_1', to));
  });

  test('does not deliver to 99990 [SHP-03]', async () => {
    await expect(simulatedCarrier.book('shp_1', { ...to, postalCode: '99990' })).rejects.toThrow(ShippingImpossible);
  });

  test('makes numbers whose check digit finds every single mistyped digit [SHP-02]', () => {
    const valid = (digits: string) =>
      [...digits].reverse().reduce((total, digit, index) => {
        const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
        return total + (value > 9 ? value - 9 : value);
      }, 0) %
        10 ===
      0;
    fc.assert(
      fc.property(fc.string(), fc.nat(12), fc.integer({ min: 1, max: 9 }), (id, at, shift) => {
        const digits = trackingNumberOf(id).slice(2);
        expect(digits).toMatch(/^\d{13}$/);
        expect(valid(digits)).toBe(true);
        const wrong = [...digits].map((digit, index) => (index === at ? (Number(digit) + shift) % 10 : digit)).join('');
        expect(valid(wrong)).toBe(false);
      }),
    );
  });
});
