import { DomainError } from '../shared/domain-error.ts';
import type { Money } from '../shared/money.ts';

export class DifferentPayment extends DomainError {
  override name = 'DifferentPayment';
  constructor() {
    super('conflict', 'different-payment', 'This id was used for another order or amount.');
  }
}

export class AlreadyCaptured extends DomainError {
  override name = 'AlreadyCaptured';
  constructor() {
    super('conflict', 'already-captured', 'The money was taken; refund it.');
  }
}

export class AlreadyDecided extends DomainError {
  override name = 'AlreadyDecided';
  constructor() {
    super('conflict', 'already-decided', 'The payment does not wait for this decision.');
  }
}

export class NotCaptured extends DomainError {
  override name = 'NotCaptured';
  constructor() {
    super('conflict', 'not-captured', 'No money was taken, so there is nothing to give back.');
  }
}

export class RefundExceedsCapture extends DomainError {
  override name = 'RefundExceedsCapture';
  constructor(left: Money) {
    super('conflict', 'refund-exceeds-capture', 'That is more than was captured and not yet refunded.', {
      members: { refundable: left },
    });
  }
}

export class DifferentRefund extends DomainError {
  override name = 'DifferentRefund';
  constructor() {
    super('conflict', 'different-refund', 'This key was used for another amount.');
  }
}
