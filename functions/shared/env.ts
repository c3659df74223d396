/** A variable that the construct must have set; a function without it fails at its first line, not at its first customer. */
export function env(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`Environment variable ${name} is not set`);
  return value;
}

export function envNumber(name: string): number {
  const value = Number(env(name));
  if (!Number.isFinite(value)) throw new Error(`Environment variable ${name} is not a number`);
  return value;
}
