import { type FindOperator, In } from 'typeorm';

/** Naming every row that is wanted costs more than reading them all, once there are so many. */
const MANY = 500;

/**
 * A condition that keeps to these ids, or none at all where they are many: then other rows come along, and the caller
 * looks up the ones it wants by id anyway.
 */
export function among<Column extends string>(
  column: Column,
  ids: readonly string[],
): Partial<Record<Column, FindOperator<string>>> {
  return ids.length > MANY ? {} : ({ [column]: In([...ids]) } as Record<Column, FindOperator<string>>);
}
