/** What an operator can put right. The message says what happened, to what, and what to do next. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
