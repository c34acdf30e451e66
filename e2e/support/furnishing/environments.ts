import { type EnvironmentView } from '@sdp/protocol';
import { type ApiClient } from '../api-client.js';

/** The shared environment with secrets and a history, and one that differs from it. */
export async function makeEnvironments(
  dev: ApiClient,
  baselineUrl: string,
): Promise<Record<'shared' | 'staging', string>> {
  const shared = await dev.post<EnvironmentView>('/environments', {
    name: 'ocp-test',
    description: 'The shared test environment',
    variables: [
      { name: 'orders_url', value: baselineUrl },
      { name: 'payments_url', value: baselineUrl },
      { name: 'CURRENCY', value: 'EUR' },
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'MAIL_FROM', value: 'shop@example.com' },
      { name: 'PAYMENT_API_KEY', value: 'key-of-the-test-environment', isSecret: true },
      { name: 'DATABASE_PASSWORD', value: 'password-of-the-test-environment', isSecret: true },
    ],
  });
  const change = (set: object[], remove: string[] = []) =>
    dev.request('PATCH', `/environments/${shared.id}/variables`, { set, remove });
  await change([{ name: 'LOG_LEVEL', value: 'debug' }]);
  await change([{ name: 'ORDER_PAGE_SIZE', value: '50' }], ['MAIL_FROM']);
  await dev.post(`/environments/${shared.id}/versions/1/restore`);

  const staging = await dev.post<EnvironmentView>('/environments', {
    name: 'ocp-staging',
    description: 'What is about to be released',
    variables: [
      { name: 'orders_url', value: `${baselineUrl}/staging` },
      { name: 'payments_url', value: `${baselineUrl}/staging` },
      { name: 'CURRENCY', value: 'CHF' },
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'PAYMENT_API_KEY', value: 'key-of-staging', isSecret: true },
    ],
  });
  return { shared: shared.id, staging: staging.id };
}
