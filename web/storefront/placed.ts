/** The order that was placed in this tab just now: its page sends to the bank by itself, once. */
const KEY = 'printverse-placed';

export const rememberPlaced = (orderId: string): void => sessionStorage.setItem(KEY, orderId);

/** Whether an order was placed here just now; asked a second time, it was not. */
export function takePlaced(orderId: string): boolean {
  if (sessionStorage.getItem(KEY) !== orderId) return false;
  sessionStorage.removeItem(KEY);
  return true;
}
