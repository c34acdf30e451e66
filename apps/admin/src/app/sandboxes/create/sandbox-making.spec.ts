import { SandboxMaking } from './sandbox-making';

/** Writes down what it is asked, and refuses what begins with the given words. */
class FakeApi {
  readonly calls: string[] = [];
  refused = '';

  private take(call: string): Promise<never> {
    if (this.refused && call.startsWith(this.refused)) return Promise.reject(new Error(call));
    this.calls.push(call);
    return Promise.resolve({ id: 'sandbox-1' } as never);
  }

  create = ({ name }: { name: string }) => this.take(`create ${name}`);
  update = (_id: string, { name }: { name?: string }) => this.take(`update ${name}`);
  addService = (_id: string, { name, branch }: { name?: string; branch: string }) =>
    this.take(`add ${name} ${branch}`);
  updateService = (_id: string, name: string, { branch }: { branch?: string }) =>
    this.take(`change ${name} ${branch}`);
  removeService = (_id: string, name: string) => this.take(`remove ${name}`);
  deployAll = () => this.take('deploy');
}

const service = (name: string, branch = 'main') => ({ name, repository: name, branch });

describe('SandboxMaking', () => {
  it('makes the sandbox, its services in turn, and deploys all of it', async () => {
    const api = new FakeApi();
    const id = await new SandboxMaking(api).make({ name: 'new' }, [service('orders'), service('payments')]);
    expect(id).toBe('sandbox-1');
    expect(api.calls).toEqual(['create new', 'add orders main', 'add payments main', 'deploy']);
  });

  it('deploys nothing where there is nothing', async () => {
    const api = new FakeApi();
    await new SandboxMaking(api).make({ name: 'new' }, []);
    expect(api.calls).toEqual(['create new']);
  });

  it('goes on where it was refused, with what was changed meanwhile', async () => {
    const api = new FakeApi();
    const making = new SandboxMaking(api);
    api.refused = 'add payments';
    await expect(making.make({ name: 'new' }, [service('orders'), service('payments')])).rejects.toThrow();
    api.calls.length = 0;

    api.refused = '';
    await making.make({ name: 'newer' }, [service('orders', 'fast'), service('shipping')]);
    expect(api.calls).toEqual(['update newer', 'change orders fast', 'add shipping main', 'deploy']);

    api.calls.length = 0;
    await making.make({ name: 'newer' }, [service('shipping')]);
    expect(api.calls).toEqual(['update newer', 'remove orders', 'deploy']);
  });
});
