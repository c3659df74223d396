/** The order that was placed in this tab last: its page sends to the bank by itself, once, and the bank's way back leads to it. */
const LAST = 'printverse-placed';
const FRESH = 'printverse-placed-fresh';

export function rememberPlaced(orderId: string): void {
  sessionStorage.setItem(LAST, orderId);
  sessionStorage.setItem(FRESH, orderId);
}

/** Whether an order was placed here just now; asked a second time, it was not. */
export function takePlaced(orderId: string): boolean {
  if (sessionStorage.getItem(FRESH) !== orderId) return false;
  sessionStorage.removeItem(FRESH);
  return true;
}

export const lastPlaced = (): string | null => sessionStorage.getItem(LAST);
