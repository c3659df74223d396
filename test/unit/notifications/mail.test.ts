import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MailStatus, MailTemplate } from '../../../functions/notifications/contract.ts';
import { mailIdOf, newMail, released, sent, standingOf, taken } from '../../../functions/notifications/mail.ts';
import { addSeconds } from '../../../functions/shared/clock.ts';
import { idSchema } from '../../../functions/shared/ids.ts';

const now = new Date('2026-11-21T09:00:00.000Z');
const fresh = newMail({ template: 'order-received', recipient: 'usr_1', eventId: 'evt_1', orderId: 'ord_1' }, now);

describe('the id of a mail', () => {
  test('is the same for a repeated event and another for every other mail [M8]', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.string(), fc.constantFrom(...MailTemplate.options)),
        fc.tuple(fc.string(), fc.constantFrom(...MailTemplate.options)),
        (one, other) => {
          const same = one[0] === other[0] && one[1] === other[1];
          expect(mailIdOf(...one) === mailIdOf(...other)).toBe(same);
        },
      ),
    );
    expect(idSchema('ntf').safeParse(fresh.id).success).toBe(true);
  });
});

describe('a mail in the ledger', () => {
  test('given it was just opened, it is in hand until its lease runs out, then abandoned [M8]', () => {
    expect(standingOf(fresh, now)).toBe('in-hand');
    expect(standingOf(fresh, addSeconds(now, 59))).toBe('in-hand');
    expect(standingOf(fresh, addSeconds(now, 60))).toBe('abandoned');
  });

  test('given it was abandoned, whoever takes it has a lease of their own', () => {
    const later = addSeconds(now, 300);
    expect(standingOf(taken(fresh, later), addSeconds(later, 59))).toBe('in-hand');
  });

  test('given the provider refused it, it is due at once and counts as no second mail [NTF-07, F38]', () => {
    expect(standingOf(released(fresh), now)).toBe('due');
  });

  test('given it was sent, it is done for good and says when and as what [NTF-02]', () => {
    const done = sent(fresh, 'message-1', now);
    expect(done).toMatchObject({ status: 'sent', messageId: 'message-1', sentAt: now.toISOString() });
    expect(standingOf(done, addSeconds(now, 1e9))).toBe('done');
  });

  test('every change is a version of its own', () => {
    expect([fresh, taken(fresh, now), released(fresh), sent(fresh, 'm', now)].map(({ version }) => version)).toEqual([
      1, 2, 2, 2,
    ]);
  });

  test.each(MailStatus.options)('has a standing in status %s [K26]', (status) => {
    expect(standingOf({ ...released(fresh), status }, now)).toBe(
      ['sent', 'delivered', 'bounced'].includes(status) ? 'done' : 'due',
    );
  });
});
