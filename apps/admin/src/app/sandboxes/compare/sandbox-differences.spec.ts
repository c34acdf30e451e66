import { aRoute, aRouteSet } from '../../route-sets/sample-routes';
import { aSandbox, aService } from '../sample-views';
import { type ComparedSandbox, differencesOf } from './sandbox-differences';

const commit = (id: string) => ({ id, author: 'ada', time: '2026-11-23T10:00:00.000Z', subject: 'x' });

function compared(parts: Parameters<typeof aSandbox>[0] = {}, routes = [aRoute()]): ComparedSandbox {
  return { sandbox: aSandbox(parts), routeSet: aRouteSet({ routes }) };
}

describe('differencesOf', () => {
  it('finds none between two that are made and run alike, whatever they are called', () => {
    const other = compared({ id: '2', name: 'other', owner: 'grace' }, [
      aRoute({ target: 'http://10.0.0.1:21999' }),
    ]);
    expect(differencesOf(compared(), other)).toEqual([]);
  });

  it('says which branch and commit run in each', () => {
    const running = (branch: string, id: string) =>
      compared({
        services: [aService({ branch, running: { deploymentId: id, branch, commit: commit(id) } })],
      });
    expect(differencesOf(running('main', 'aaaaaaaaaaaa'), running('fast', 'bbbbbbbbbbbb'))).toEqual([
      { path: 'services.orders.branch', from: 'main', to: 'fast' },
      { path: 'services.orders.runs', from: 'main@aaaaaaaa', to: 'fast@bbbbbbbb' },
    ]);
  });

  it('says what is in one of them only', () => {
    const left = compared({ variables: { LEVEL: 'debug' }, labels: { team: 'shop' }, services: [] }, []);
    const right = compared({ services: [] }, [aRoute({ from: 'baseline', target: 'http://baseline' })]);
    expect(differencesOf(left, right)).toEqual([
      { path: 'labels.team', from: 'shop', to: null },
      { path: 'routes.orders', from: null, to: 'baseline http://baseline' },
      { path: 'variables.LEVEL', from: 'debug', to: null },
    ]);
  });
});
