import { outdatedText } from './outdated-routes';

describe('outdatedText', () => {
  const orders = { variable: 'orders_url', given: 'http://ocp', target: 'http://host:21000' };
  const baseline = { orders_url: 'http://ocp' };

  it('names the baseline where calls still go there', () => {
    expect(outdatedText([orders], baseline)).toBe('The gateway still sends orders to the baseline.');
  });

  it('names the address of what is gone', () => {
    const gone = { ...orders, given: 'http://host:21000', target: null };
    expect(outdatedText([gone], baseline)).toBe('The gateway still sends orders to http://host:21000.');
  });

  it('says that one is new to it', () => {
    expect(outdatedText([{ ...orders, given: null }], {})).toBe('The gateway does not know orders yet.');
  });

  it('lists several', () => {
    const routes = ['orders_url', 'payments_url', 'catalog_url'].map((variable) => ({ ...orders, variable }));
    expect(outdatedText(routes, baseline)).toBe(
      'The gateway still has other routes to orders, payments, and catalog.',
    );
  });
});
