import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CartContext } from '../contexts/cart.ts';
import { InventoryContext } from '../contexts/inventory.ts';
import { OrderSaga, OrdersContext } from '../contexts/orders.ts';
import { PaymentsContext } from '../contexts/payments.ts';
import { ShippingContext } from '../contexts/shipping.ts';
import type { Platform } from '../platform.ts';

/** Orders, and everything that their saga works with. A stack of its own, because a stack may have 500 resources. */
export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly platform: Platform }) {
    super(scope, id, props);
    const { platform } = props;
    const orders = new OrdersContext(this, 'Orders', platform);
    new CartContext(this, 'Cart', platform);
    const inventory = new InventoryContext(this, 'Inventory', platform);
    const payments = new PaymentsContext(this, 'Payments', platform);
    const shipping = new ShippingContext(this, 'Shipping', platform);
    new OrderSaga(this, 'Saga', platform, {
      inventorySteps: inventory.steps,
      paymentSteps: payments.steps,
      shippingSteps: shipping.steps,
      orderSteps: orders.steps,
    });
  }
}
