import { deployPlan } from '../deploying/deploy-plan.js';
import { dependenciesOf, dependencyProblem } from './dependencies.js';

const service = (name: string, ...dependsOn: string[]) => ({ name, dependsOn });

describe('Dependencies', () => {
  it('are fine in any order and any depth', () => {
    const services = [service('orders', 'catalog', 'users'), service('catalog', 'users'), service('users')];
    expect(dependencyProblem(services)).toBeNull();
    expect([...dependenciesOf('orders', services)].sort()).toEqual(['catalog', 'users']);
  });

  it('name what is no service', () => {
    expect(dependencyProblem([service('orders', 'cart')])).toBe(
      'orders depends on cart, which is no service of the sandbox',
    );
  });

  it.each([
    [[service('orders', 'orders')], 'orders → orders'],
    [
      [service('web', 'orders'), service('orders', 'catalog'), service('catalog', 'orders')],
      'orders → catalog → orders',
    ],
    [[service('a', 'b'), service('b', 'c'), service('c', 'a')], 'a → b → c → a'],
  ])('name a circle (%#)', (services, circle) => {
    expect(dependencyProblem(services)).toBe(`the dependencies go round in a circle: ${circle}`);
  });
});

describe('A plan to deploy', () => {
  it('puts first what others depend on, and the gateway last', () => {
    const services = [service('api-gateway'), service('orders', 'users'), service('cart'), service('users')];
    expect(deployPlan(['api-gateway', 'orders', 'cart', 'users'], services)).toEqual([
      { service: 'cart', dependsOn: [], goesAfter: [] },
      { service: 'users', dependsOn: [], goesAfter: [] },
      { service: 'orders', dependsOn: ['users'], goesAfter: [] },
      { service: 'api-gateway', dependsOn: [], goesAfter: ['cart', 'orders', 'users'] },
    ]);
  });

  it('passes on the dependencies of a service that is left out', () => {
    const services = [service('web', 'orders'), service('orders', 'users'), service('users')];
    expect(deployPlan(['web', 'users'], services)).toEqual([
      { service: 'users', dependsOn: [], goesAfter: [] },
      { service: 'web', dependsOn: ['users'], goesAfter: [] },
    ]);
  });

  it('lets go after the gateway what depends on it', () => {
    const services = [
      service('api-gateway', 'users'),
      service('smoke-test', 'api-gateway'),
      service('users'),
    ];
    expect(deployPlan(['api-gateway', 'smoke-test', 'users'], services)).toEqual([
      { service: 'users', dependsOn: [], goesAfter: [] },
      { service: 'api-gateway', dependsOn: ['users'], goesAfter: [] },
      { service: 'smoke-test', dependsOn: ['users', 'api-gateway'], goesAfter: [] },
    ]);
  });
});
