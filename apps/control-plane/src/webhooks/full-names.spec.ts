import { fullNameIn, isFullName } from './full-names.js';

describe('what a git host calls a repository', () => {
  it.each([
    ['https://bitbucket.org/Shop/Orders.git', 'shop/orders'],
    ['https://bitbucket.example.com/scm/SHOP/orders.git', 'shop/orders'],
    ['https://bitbucket.example.com/scm/~anna/orders/', '~anna/orders'],
    ['https://bitbucket.example.com:8443/context/scm/shop/orders', 'shop/orders'],
  ])('is in %s', (url, name) => {
    expect(fullNameIn(url)).toBe(name);
    expect(isFullName(name)).toBe(true);
  });

  it.each([
    'orders',
    '/orders',
    'shop/',
    'shop/orders/more',
    '../orders',
    'shop/..',
    'shop/a..b',
    'shop/%2e%2e',
    'shop/orders?x=1',
    'shop/orders#x',
    'shop/ord ers',
    'shop/or\nders',
    'shöp/orders',
    `shop/${'x'.repeat(200)}`,
    '',
  ])('is not %j', (text) => expect(isFullName(text)).toBe(false));

  it('is nothing where the address is none', () => {
    for (const url of ['', 'orders', 'git@host:shop/orders.git', 'http://']) expect(fullNameIn(url)).toBe('');
  });
});
