export async function handler() {
  return { greeting: 'before' };
}
