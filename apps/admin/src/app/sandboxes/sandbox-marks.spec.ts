import { aSummary } from './sample-views';
import { serviceMarks, stateMarks } from './sandbox-marks';

const service = (name: string, deploymentState: 'succeeded' | 'failed' | 'building' = 'succeeded') => ({
  name,
  observed: 'running' as const,
  deploymentState,
});
const texts = (marks: ReturnType<typeof serviceMarks>) =>
  marks.map(({ subject, text }) => (subject ? `${subject} ${text}` : text));

describe('The marks of a sandbox', () => {
  it('begin with what wants somebody', () => {
    const services = [service('a'), service('b', 'building'), service('c', 'failed')];
    const sandbox = aSummary({ services, routes: 'pending', labels: { team: 'shop' } });
    expect(texts(serviceMarks(sandbox))).toEqual([
      'c failed',
      'Routes: push due',
      'a running',
      'b building',
      'team: shop',
    ]);
  });

  it('say of a stopped one that all of it is', () => {
    const sandbox = aSummary({ services: [service('a', 'failed')], isStopped: true });
    expect(serviceMarks(sandbox)).toEqual([{ tone: 'idle', subject: 'a', text: 'stopped' }]);
    expect(texts(stateMarks(sandbox))).toEqual(['Stopped']);
  });

  it('say who holds it, when it ends, and whose pull request it is', () => {
    const hold = { by: 'ada', reason: '', since: '', until: '' };
    const pullRequest = {
      repository: 'orders',
      number: 7,
      title: '',
      url: null,
      state: 'open' as const,
      isKept: false,
    };
    expect(texts(stateMarks(aSummary({ hold, pullRequest, expiry: 'soon' })))).toEqual([
      'Held by ada',
      'Expires soon',
      'Pull request #7',
    ]);
  });
});
