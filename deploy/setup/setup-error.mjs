/**
 * Something the person at the terminal has to know or do. The message says what happened, to what, and what to do
 * next; it is printed without a stack.
 */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}
