/** As they are in the page's own address: `from` and `to` are days. */
export interface AuditFilters {
  actor?: string | undefined;
  action?: string | undefined;
  sandboxId?: string | undefined;
  q?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const PAGE_SIZE = 50;

/** The query of the API; days are those of this browser's clock, the last one included. Without a page: of all. */
export function auditQuery({ from, to, ...others }: AuditFilters, page?: number): string {
  const filters = { ...others, from: from && startOf(from), to: to && endOf(to) };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  if (page !== undefined) {
    query.set('page', String(page));
    query.set('pageSize', String(PAGE_SIZE));
  }
  return query.toString();
}

function startOf(day: string): string {
  return timeOf(`${day}T00:00:00.000`);
}

function endOf(day: string): string {
  return timeOf(`${day}T23:59:59.999`);
}

/** Nothing where the address was written by hand, and wrong. */
function timeOf(local: string): string {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
