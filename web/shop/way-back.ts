/** Where the bank sends its customers back to: the order has no id yet when this is said. */
export const WAY_BACK = '/orders/back';
