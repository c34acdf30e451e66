import { aRoute, aRouteSet } from './sample-routes';
import { dueText } from './due-text';

describe('dueText', () => {
  it('says nothing while nothing is due', () => {
    expect(dueText(aRouteSet({ state: 'in-sync' }))).toBe('');
    expect(dueText(aRouteSet({ state: 'none' }))).toBe('');
  });

  it('names what the gateway lacks', () => {
    const routes = ['orders', 'payments', 'catalog'].map((service) =>
      aRoute({ service, isApplied: service === 'payments' }),
    );
    expect(dueText(aRouteSet({ state: 'pending', routes }))).toBe(
      'The gateway does not have the newest routes to orders and catalog yet.',
    );
  });

  it('tells of the push under way before anything else', () => {
    const pushing = { deploymentId: 'deployment-1', revision: 5 };
    expect(dueText(aRouteSet({ state: 'drifted', pushing }))).toContain('Revision 5');
  });

  it('takes the control plane’s words for what went wrong', () => {
    const problem = 'orders_url is http://elsewhere at the gateway.';
    expect(dueText(aRouteSet({ state: 'drifted', problem }))).toBe(problem);
    expect(dueText(aRouteSet({ state: 'failed', problem: null }))).toContain('failed');
  });
});
