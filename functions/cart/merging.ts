/** How two sets of lines become one cart. Nothing of what was in the cart is ever taken away. */
import { type CartLine, hasRoomFor } from './cart.ts';
import { MAX_QUANTITY } from './contract.ts';

/** How many of something there may be at most, by what is on the shelves. */
export type Stock = (line: CartLine) => number;

/** The lines of a guest's cart come in: quantities add up, as far as the stock goes. */
export const withSummed = (lines: readonly CartLine[], others: readonly CartLine[], stock: Stock): CartLine[] =>
  merged(lines, others, stock, (own, other) => own + other);

/** Lines that a page kept by itself come in: of each thing the larger quantity, so that a repeat changes nothing. */
export const withLarger = (lines: readonly CartLine[], others: readonly CartLine[], stock: Stock): CartLine[] =>
  merged(lines, others, stock, Math.max);

/** Of what the stock does not cap to nothing, as many lines come in as there is room for. A line that is there keeps its place and price. */
function merged(
  lines: readonly CartLine[],
  others: readonly CartLine[],
  stock: Stock,
  together: (own: number, other: number) => number,
): CartLine[] {
  const result = new Map(lines.map((line) => [line.itemId, line]));
  for (const other of others) {
    const own = result.get(other.itemId);
    const wanted = Math.min(together(own?.quantity ?? 0, other.quantity), stock(other), MAX_QUANTITY);
    if (wanted <= (own?.quantity ?? 0) || (!own && !hasRoomFor([...result.values()], other))) continue;
    result.set(other.itemId, { ...(own ?? other), quantity: wanted });
  }
  return [...result.values()];
}
