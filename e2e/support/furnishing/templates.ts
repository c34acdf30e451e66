import { type TemplateContent, type TemplateView } from '@sdp/protocol';
import { type ApiClient } from '../api-client.js';

const CONTENT: TemplateContent = {
  description: 'A branch of payments behind a gateway of its own; everything else comes from the baseline',
  environment: 'ocp-test',
  labels: { team: 'payments' },
  parameters: [
    { name: 'branch', label: 'Branch of payments', default: 'main', pattern: '[A-Za-z0-9._/-]+' },
    { name: 'currency', label: 'Currency', default: 'EUR', choices: ['EUR', 'CHF', 'SEK'] },
  ],
  variables: { CURRENCY: '${currency}' },
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
  overrides: { orders: { kind: 'baseline' } },
  ttlHours: 72,
};

/** A template; its second version comes with `reviseTemplate`. */
export async function makeTemplates(dev: ApiClient): Promise<string> {
  const template = await dev.post<TemplateView>('/templates', { name: 'payments', content: CONTENT });
  return template.id;
}

/** A newer version than the one that sandboxes were made from. */
export function reviseTemplate(dev: ApiClient, id: string): Promise<unknown> {
  const content = structuredClone(CONTENT);
  content.variables = { ...content.variables, REFUNDS: 'on' };
  content.ttlHours = 96;
  return dev.post(`/templates/${id}/versions`, { content, note: 'Refunds are on' });
}
