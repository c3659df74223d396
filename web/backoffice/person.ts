import type { components } from '@printverse/client/api.d.ts';
import { createContext, useContext } from 'react';

export type Person = components['schemas']['Profile'];

export const WhoContext = createContext<Person | undefined>(undefined);

/** Who works here. */
export function useWho(): Person {
  const person = useContext(WhoContext);
  if (!person) throw new Error('Frame stands around every page of the back office');
  return person;
}

/** Whether whoever works here may do something. */
export const useMay = (): ((permission: string) => boolean) => {
  const { permissions } = useWho();
  return (permission) => permissions.includes(permission);
};
