import { createHash } from 'node:crypto';
import { type Carrier, ShippingImpossible, SIMULATED } from './carrier.ts';

/** The postal code that the simulated carrier refuses, so that the way back can be walked. */
const REFUSED_POSTAL_CODE = '99990';

/**
 * Carries nothing, but answers as a carrier does: a booking is a pure function of the shipment's id, so a repeat is the
 * same booking, and taking one back leaves nothing behind.
 */
export const simulatedCarrier: Carrier = {
  async book(shipmentId, to) {
    if (to.postalCode === REFUSED_POSTAL_CODE) throw new ShippingImpossible('No delivery to this postal code');
    return { carrier: SIMULATED, trackingNumber: trackingNumberOf(shipmentId) };
  },
  async cancel() {},
};

/**
 * `PV` + 12 digits + check digit, the latter as in ISO/IEC 7812 (Luhn), so that a mistyped number is told from an
 * unknown one.
 */
export function trackingNumberOf(shipmentId: string): string {
  const digits = createHash('sha256')
    .update(shipmentId)
    .digest()
    .subarray(0, 12)
    .reduce((text, byte) => text + (byte % 10), '');
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `PV${digits}${(10 - (sum % 10)) % 10}`;
}
