import { useEffect, useState } from 'react';
import type { SandboxToken } from '../shop/orders.ts';
import { type Draft, draftOf } from './address-fields.tsx';

/** Where an order goes and how it is paid, as far as it was typed. */
interface Typed {
  readonly draft: Draft;
  readonly token: SandboxToken;
  /** A saved address; null for another one, empty for the first. */
  readonly addressId: string | null;
  readonly save: boolean;
}

function typedBefore(key: string): Typed {
  const kept = sessionStorage.getItem(key);
  if (kept) return JSON.parse(kept) as Typed;
  return { draft: draftOf({}, ''), token: 'tok_visa', addressId: '', save: true };
}

/** What was typed lies in this tab until it was ordered: a reload loses nothing. In: what is ordered. Out: it, how to change it, how to forget it. */
export function useTyped(what: string): [Typed, (change: Partial<Typed>) => void, () => void] {
  const key = `printverse-${what}`;
  const [typed, setTyped] = useState(() => typedBefore(key));
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(typed)), [key, typed]);
  return [typed, (change) => setTyped((before) => ({ ...before, ...change })), () => sessionStorage.removeItem(key)];
}
