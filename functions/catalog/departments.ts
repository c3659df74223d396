/** In the order in which a listing of the whole shop walks through them. */
export const DEPARTMENTS = ['home', 'workshop', 'prints', 'events'] as const;
