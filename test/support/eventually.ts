import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until there is an answer; fails by name when there is none within `seconds`. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>, seconds = 10): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(25);
  }
}
