import { type Things, type World } from './world.js';

/** What some routes use up, made anew without all the rest. */
export const RENEWALS: Readonly<Record<string, (world: World, things: Things) => Promise<Partial<Things>>>> =
  {
    'DELETE /api/sessions/:id': (world) => world.session(),
    'DELETE /api/tokens/:id': (world, { suffix }) => world.token(suffix),
    'DELETE /api/environments/:id': (world, { suffix }) => world.unusedEnvironment(suffix),
    'DELETE /api/templates/:id': (world, { sandboxId, suffix }) => world.template(sandboxId, suffix),
    'DELETE /api/webhooks/:id': (world, { templateId, suffix }) => world.pullRequest(templateId, suffix),
    'DELETE /api/webhooks/:id/rules/:ruleId': (world, { webhookId, templateId, suffix }) =>
      world.pullRequestRule(webhookId, templateId, suffix),
    'PUT /api/sandboxes/:id/shares': async (world, { sandboxId }) => {
      await world.share(sandboxId);
      return {};
    },
    'PUT /api/sandboxes/:id/hold': async (world, { sandboxId }) => {
      await world.browser('ops').call('DELETE', `/api/sandboxes/${sandboxId}/hold`);
      return {};
    },
    'POST /api/deployments/:id/cancel': (world, { sandboxId }) => world.endless(sandboxId),
    'POST /api/deployment-groups/:id/cancel': (world, { sandboxId }) => world.endless(sandboxId),
  };
