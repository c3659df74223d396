import { describe, expect, test } from 'vitest';
import { OrderStatus } from '../../../functions/orders/contract.ts';
import {
  assertForward,
  displayStatusOf,
  executionName,
  type OrderHead,
  paymentIdOf,
  SagaTurnedBack,
  statusesBefore,
} from '../../../functions/orders/order.ts';
import { newOrderNumber } from '../../../functions/orders/order-number.ts';

const ORDER = 'ord_01JD0000000000000000000000';

describe('an order', () => {
  test.each([
    ['RESERVED', ['CREATED']],
    ['PAID', ['RESERVED']],
    ['SHIPPING_SCHEDULED', ['PAID']],
    ['COMPLETED', ['SHIPPING_SCHEDULED']],
    ['FAILED', ['CREATED', 'RESERVED', 'PAID', 'SHIPPING_SCHEDULED']],
    ['CANCELED', ['CREATED', 'RESERVED', 'PAID', 'SHIPPING_SCHEDULED', 'COMPLETED']],
    ['CREATED', []],
  ] as const)('becomes %s only from %j [ORD-10, ORD-11, SAG-03, K2]', (to, from) => {
    expect(statusesBefore(to)).toEqual(from);
  });

  test('never leaves FAILED or CANCELED [ORD-11]', () => {
    for (const to of OrderStatus.options) {
      expect(statusesBefore(to)).not.toContain('FAILED');
      expect(statusesBefore(to)).not.toContain('CANCELED');
    }
  });

  test.each([
    ['CREATED', undefined, 'PENDING'],
    ['RESERVED', undefined, 'INVENTORY_RESERVED'],
    ['PAID', undefined, 'PAYMENT_PROCESSED'],
    ['SHIPPING_SCHEDULED', undefined, 'SHIPPING_PREPARED'],
    ['COMPLETED', 'RECEIVED', 'PROCESSING'],
    ['COMPLETED', 'READY_TO_SHIP', 'PROCESSING'],
    ['COMPLETED', 'SHIPPED', 'SHIPPED'],
    ['COMPLETED', 'DELIVERED', 'DELIVERED'],
    ['FAILED', undefined, 'FAILED'],
    ['CANCELED', undefined, 'CANCELED'],
  ] as const)('that is %s (%s) shows its customer %s [ORD-12, SAG-03, K2]', (status, production, shown) => {
    expect(displayStatusOf(status, production)).toBe(shown);
  });

  test('on its way back never goes forward again [SAG-07]', () => {
    const head = (direction: 'FORWARD' | 'BACK') =>
      ({ id: ORDER, saga: { direction, parked: false, attempt: 1, done: false } }) as OrderHead;
    expect(() => assertForward(head('FORWARD'))).not.toThrow();
    expect(() => assertForward(head('BACK'))).toThrow(SagaTurnedBack);
  });

  test('names its first execution after itself and each later one by its attempt [SAG-01]', () => {
    expect(executionName(ORDER, 1)).toBe(ORDER);
    expect(executionName(ORDER, 3)).toBe(`${ORDER}-3`);
  });

  test('has exactly one payment, whose id follows from its own [PAY-08]', () => {
    expect(paymentIdOf(ORDER)).toBe('pay_01JD0000000000000000000000');
  });

  test('has a number of the form ORD-YYYYMMDD-XXXXX, without letters that are misread [ORD-06]', () => {
    for (let round = 0; round < 200; round++) {
      expect(newOrderNumber(new Date('2026-11-21T23:59:59Z'))).toMatch(/^ORD-20261121-[0-9A-HJKMNP-TV-Z]{5}$/);
    }
  });
});
