/** Why a pattern cannot be used; the message continues "the pattern …". */
export class PatternError extends Error {}
