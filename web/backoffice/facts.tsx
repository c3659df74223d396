import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import type { Entry } from './data/shapes.ts';

type Money = (value: { readonly amount: number; readonly currency: string }) => string;

const isMoney = (value: unknown): value is { amount: number; currency: string } =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

function written(value: unknown, money: Money): string {
  if (isMoney(value)) return money(value);
  if (Array.isArray(value)) return value.map((one) => written(one, money)).join('; ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([, part]) => written(part, money))
      .join(' ');
  }
  return String(value);
}

/** What stands elsewhere in the row, or at the top of the page. */
const MACHINERY = new Set(['key', 'correlationId', 'orderId']);

const BAD = new Set([
  'order.failed',
  'order.parked',
  'inventory.failed',
  'payment.failed',
  'shipping.failed',
  'payment.captured-late',
]);

/** Every fact of an order, with what it says and under which key it was recorded. */
export function Facts({ entries, money }: { entries: readonly Entry[]; money: Money }) {
  const o = useOffice();
  const { locale, moment } = useWords();
  const exact = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  });
  return (
    <div className="facts" tabIndex={0} role="region" aria-label={o.order.facts}>
      <table>
        <thead>
          <tr>
            <th scope="col">{o.order.at}</th>
            <th scope="col">{o.order.fact}</th>
            <th scope="col">{o.order.says}</th>
            <th scope="col">{o.order.by}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ at, type, title, actor, details = {} }, index) => {
            const { key, correlationId } = details;
            const says = Object.entries(details)
              .filter(([name]) => !MACHINERY.has(name))
              .map(([name, value]) => `${name}: ${written(value, money)}`);
            return (
              <tr key={`${at} ${type} ${index}`} className={BAD.has(type) ? 'bad' : ''}>
                <td className="mono" title={moment(at)}>
                  <time dateTime={at}>{exact.format(new Date(at))}</time>
                </td>
                <th scope="row">
                  {o.facts[type] ?? title}
                  <span className="sub mono">{typeof key === 'string' ? key : type}</span>
                </th>
                <td>
                  {says.join(', ')}
                  {typeof correlationId === 'string' && <span className="sub mono">{correlationId}</span>}
                </td>
                <td className="small">{actor}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
