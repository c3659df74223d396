/**
 * Lets the local cloud's state machines wait only this fraction of what their definition says between two tries: a test
 * is about what happens after them, and the waits themselves are asserted on the definition.
 */
export async function shortenWaits(endpoint: string, fraction: number): Promise<void> {
  const body = JSON.stringify({ 'stepfunctions._SFN_WAIT_SCALE': fraction });
  const answer = await fetch(`${endpoint}/_ministack/config`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`The local cloud does not shorten waits: ${answer.status}`);
}
