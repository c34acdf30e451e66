import { SERVICE_NAME } from '@sdp/protocol';

const URL_SUFFIX = '_url';

/** The service whose baseline URL a plain variable of this name holds: `order_items_url` → `order-items`; else null. */
export function baselineService(variable: string): string | null {
  if (!variable.endsWith(URL_SUFFIX)) return null;
  const service = variable.slice(0, -URL_SUFFIX.length).replaceAll('_', '-');
  return SERVICE_NAME.test(service) ? service : null;
}
