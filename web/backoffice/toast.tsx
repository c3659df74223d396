import { useSyncExternalStore } from 'react';
import { Icon } from '../kit/icon.tsx';

interface Toast {
  readonly text: string;
  readonly bad: boolean;
}

/** Long enough to read a sentence, in milliseconds. */
const SHOWN_MS = 6000;

let current: Toast | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const set = (next: Toast | undefined) => {
  current = next;
  for (const listener of listeners) listener();
};

/** Says what has come of something, for some seconds; whoever listens to the page hears it. */
export function say(text: string, { bad = false }: { bad?: boolean } = {}): void {
  clearTimeout(timer);
  set({ text, bad });
  timer = setTimeout(() => set(undefined), SHOWN_MS);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function ToastPlace() {
  const toast = useSyncExternalStore(subscribe, () => current);
  return (
    <div className="toast" role="status">
      {toast && (
        <div>
          <Icon name={toast.bad ? 'warn' : 'check'} />
          {toast.text}
        </div>
      )}
    </div>
  );
}
