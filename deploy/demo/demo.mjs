/** The person of the demo; the password is made once and kept with the data. */
export const DEMO_USER = 'dev';

/**
 * The sample repositories that the demo's git server has.
 *
 * @param {string} gitUrl
 */
export function demoRepositories(gitUrl) {
  return /** @type {const} */ ([
    { name: 'orders', stack: 'go', url: `${gitUrl}/orders.git`, defaultBranch: 'main' },
    { name: 'payments', stack: 'go', url: `${gitUrl}/payments.git`, defaultBranch: 'main' },
    { name: 'api-gateway', stack: 'php', url: `${gitUrl}/api-gateway.git`, defaultBranch: 'main' },
  ]);
}

/**
 * What the demo's sandbox is made of. Payments is not among its services: its calls fall back to the baseline.
 *
 * @param {string} baselineUrl
 */
export function demoSandbox(baselineUrl) {
  return {
    name: 'demo',
    description: 'A feature branch of orders; everything else comes from the baseline',
    variables: { orders_url: baselineUrl, payments_url: baselineUrl },
    services: [
      { repository: 'orders', branch: 'feature/fast-orders', healthPath: '/health' },
      { repository: 'api-gateway', branch: 'main', healthPath: '/health' },
    ],
  };
}

/** One call through the sandbox's gateway for each case. */
export const DEMO_CALLS = [
  { path: '/orders/orders', says: 'orders runs in the sandbox, from branch feature/fast-orders' },
  { path: '/payments/payments', says: 'payments does not, so the baseline answers' },
];
