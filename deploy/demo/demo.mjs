/** The people of the demo, with one password that is made once and kept with the data. `dev` owns what is made. */
export const DEMO_PEOPLE = /** @type {const} */ (['dev', 'qa', 'ops']);
export const DEMO_USER = 'dev';
export const DEMO_OPS = 'ops';
export const DEMO_QA = 'qa';

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
 * Two environments of the team: the shared baseline, and staging, which differs in its addresses and its currency.
 *
 * @param {string} baselineUrl
 */
export function demoEnvironments(baselineUrl) {
  return [
    {
      name: 'baseline',
      description: 'The shared environment that everybody falls back to',
      variables: [
        { name: 'orders_url', value: baselineUrl },
        { name: 'payments_url', value: baselineUrl },
        { name: 'CURRENCY', value: 'EUR' },
        { name: 'PAYMENT_API_KEY', value: 'demo-key-of-the-baseline', isSecret: true },
      ],
    },
    {
      name: 'staging',
      description: 'What is about to be released',
      variables: [
        { name: 'orders_url', value: `${baselineUrl}/staging` },
        { name: 'payments_url', value: `${baselineUrl}/staging` },
        { name: 'CURRENCY', value: 'CHF' },
        { name: 'PAYMENT_API_KEY', value: 'demo-key-of-staging', isSecret: true },
      ],
    },
  ];
}

/** Payments is not among its services: its calls fall back to the baseline. */
export const DEMO_SANDBOX = {
  name: 'demo',
  description: 'A feature branch of orders; everything else comes from the baseline',
  labels: { team: 'orders' },
  environment: 'baseline',
  services: [
    { repository: 'orders', branch: 'feature/fast-orders', healthPath: '/health' },
    { repository: 'api-gateway', branch: 'main', healthPath: '/health' },
  ],
};

/** A recipe for a branch of payments, which takes orders from the sandbox above. */
export const DEMO_TEMPLATE = {
  name: 'payments',
  content: {
    description: 'A branch of payments behind a gateway of its own; orders comes from the sandbox demo',
    environment: 'staging',
    labels: { team: 'payments' },
    parameters: [
      {
        name: 'branch',
        label: 'Branch of payments',
        default: 'main',
        pattern: '[A-Za-z0-9._/-]+',
      },
    ],
    services: [
      { name: 'payments', repository: 'payments', branch: '${branch}', healthPath: '/health' },
      {
        name: 'api-gateway',
        repository: 'api-gateway',
        branch: 'main',
        healthPath: '/health',
        dependsOn: ['payments'],
      },
    ],
    overrides: { orders: { kind: 'sandbox', sandbox: 'demo' } },
    ttlHours: 72,
  },
};

/** What QA makes of the template. */
export const DEMO_CLONE = {
  name: 'instant-payments',
  description: 'QA tries payments at once',
  parameters: { branch: 'feature/instant-payments' },
};

/** One call through the sandbox switch for each case. */
export const DEMO_CALLS = [
  { sandbox: 'demo', path: '/orders/orders', says: 'orders runs in the sandbox, from feature/fast-orders' },
  { sandbox: 'demo', path: '/payments/payments', says: 'payments does not, so the baseline answers' },
  {
    sandbox: 'instant-payments',
    path: '/payments/payments',
    says: 'another sandbox, with its own branch of payments',
  },
  { sandbox: null, path: '/payments/payments', says: 'no sandbox: the gateway that everybody uses' },
];
