import { Icon, type IconName } from '../kit/icon.tsx';
import { useOffice } from '../words/office.tsx';
import type { AdminOrder } from './data/shapes.ts';

type Tone = '' | 'good' | 'wait' | 'bad' | 'hot' | 'laser';

const STATUS: Readonly<Record<AdminOrder['status'], readonly [Tone, IconName]>> = {
  CREATED: ['', 'clock'],
  RESERVED: ['wait', 'clock'],
  PAID: ['wait', 'truck'],
  SHIPPING_SCHEDULED: ['wait', 'truck'],
  COMPLETED: ['good', 'check'],
  CANCELED: ['', 'close'],
  FAILED: ['bad', 'close'],
};

/** How an order stands, in a word. */
export function StatusTag({ order: { status, saga } }: { order: Pick<AdminOrder, 'status' | 'saga'> }) {
  const o = useOffice();
  if (saga.parked) {
    return (
      <span className="tag bad">
        <Icon name="fork" size="s" />
        {o.orders.parked}
      </span>
    );
  }
  if (saga.direction === 'BACK' && !saga.done) {
    return (
      <span className="tag wait">
        <Icon name="back" size="s" />
        {o.orders.undone}
      </span>
    );
  }
  const [tone, icon] = STATUS[status];
  return (
    <span className={`tag ${tone}`}>
      <Icon name={icon} size="s" />
      {o.orderStatus[status]}
    </span>
  );
}
