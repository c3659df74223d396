/**
 * What the person at the keyboard can put right. The message is one sentence that says what to do;
 * the command line prints it without a stack and exits with 1.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

/** Runs a command line's main function; an operator's mistake ends in one sentence, anything else keeps its stack. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(sentenceFor(error) ?? error);
    process.exit(1);
  }
}

/** What to do about it, where that is known. */
function sentenceFor(error: unknown): string | undefined {
  if (error instanceof OperatorError) return error.message;
  const { code, name, address, port } = error as Partial<Record<'code' | 'name' | 'address' | 'port', unknown>>;
  if (code === 'ECONNREFUSED') {
    return `Nothing answers at ${String(address)}:${String(port)}: start a shop with npm start, or correct AWS_ENDPOINT_URL.`;
  }
  if (name === 'CredentialsProviderError') return 'There are no AWS credentials: sign in first, or set AWS_PROFILE.';
  return undefined;
}
