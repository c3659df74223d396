import { useEffect, useState } from 'react';
import type { PrintDraft } from './print-config.ts';

const KEPT = 'printverse-print';

function draftBefore(): PrintDraft {
  const kept = sessionStorage.getItem(KEPT);
  return kept ? (JSON.parse(kept) as PrintDraft) : { quantity: 1, rush: false, note: '', units: {} };
}

export function usePrintDraft(): [PrintDraft, (change: Partial<PrintDraft>) => void] {
  const [draft, setDraft] = useState(draftBefore);
  useEffect(() => sessionStorage.setItem(KEPT, JSON.stringify(draft)), [draft]);
  return [draft, (change) => setDraft((before) => ({ ...before, ...change }))];
}
