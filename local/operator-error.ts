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
    if (error instanceof OperatorError) console.error(error.message);
    else console.error(error);
    process.exit(1);
  }
}
