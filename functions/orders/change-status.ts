import type { IdentityChecks } from '../identity/guards.ts';
import type { Clock } from '../shared/clock.ts';
import { DomainError, NotFound, PermissionDenied } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { following } from '../shipping/reads.ts';
import type { ShippingWrites } from '../shipping/writes.ts';
import { type ShownToStaff, showToStaff } from './admin-orders.ts';
import type { ChangeOrderStatus } from './contract.ts';
import { printLines } from './order.ts';
import { moved } from './production.ts';
import type { OrdersWrites } from './writes.ts';

interface Ports extends ShownToStaff {
  readonly writes: OrdersWrites;
  readonly shipments: ShippingWrites;
  readonly identity: { readonly checks: IdentityChecks };
  readonly clock: Clock;
}

/**
 * Moves a complete order on its production track, in one transaction with its fact, and its shipment where the parcel leaves or
 * arrives; or notes what its prints took. A repeat changes nothing. Throws `NotFound`, `ChangedMeanwhile`, `IllegalTransition`,
 * `nothing-printed`, and `PermissionDenied` for whoever is no staff any more.
 */
export const changeOrderStatus =
  (ports: Ports) =>
  ({ params: { orderId }, body, caller, ifMatch }: Request<typeof ChangeOrderStatus>) =>
    whileStale(async () => {
      const { store, orders, shipping, writes, shipments, identity, clock } = ports;
      const [order, [shipment]] = await store.readTogether([orders.order(orderId), shipping.shipments([orderId])]);
      if (!order) throw new NotFound();
      ifMatch(order.head.version);
      const { status: to, force, reason, actuals } = body;
      if (actuals && printLines(order.details.lines).length === 0) {
        throw new DomainError(
          'conflict',
          'nothing-printed',
          'This order has no prints that could have taken anything.',
        );
      }
      const now = clock.now();
      const move = moved(order.head, { to, force, reason, actuals }, now);
      if (move) {
        const follows = shipment && following(shipment, move.to);
        await store.commit([
          identity.checks.whileAllowed(caller, () => new PermissionDenied(caller.userId)),
          ...writes.move(order.head, move, now),
          ...(shipment && follows ? [shipments.advance(shipment, follows, now)] : []),
        ]);
      }
      return showToStaff(ports, orderId);
    });
