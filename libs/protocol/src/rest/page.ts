/** One page of a list, newest first. */
export interface Page<T> {
  items: T[];
  page: number;
  pageSize: number;
  total: number;
}
