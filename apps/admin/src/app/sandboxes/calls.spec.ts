import { callsOf } from './calls';
import { aSandbox, aService } from './sample-views';

const gateway = aService({ name: 'api-gateway', url: 'http://10.0.0.2:22000' });
const address = {
  switchUrl: 'http://gateway:8080',
  url: 'http://orders-retry.sandboxes.test:8080',
  header: { name: 'X-Sandbox' as const, value: 'orders-retry' },
  cookieUrl: 'http://gateway:8080/.sandbox/orders-retry',
};

describe('callsOf', () => {
  it('is empty without a gateway', () => {
    expect(callsOf(aSandbox({ address }))).toEqual([]);
  });

  it('tries a service’s health path', () => {
    const services = [gateway, aService({ name: 'orders', healthPath: '/health' })];
    expect(callsOf(aSandbox({ services })).map(({ text }) => text)).toEqual([
      'curl -i http://10.0.0.2:22000/orders/health',
    ]);
  });

  it('offers the address, the cookie and the header of the switch, in that order', () => {
    const calls = callsOf(aSandbox({ services: [gateway], address }));
    expect(calls.map(({ id }) => id)).toEqual(['sandbox-url', 'cookie-link', 'header-curl', 'curl']);
    expect(calls[2]?.text).toBe("curl -i -H 'X-Sandbox: orders-retry' http://gateway:8080");
  });

  it('does without subdomains', () => {
    const calls = callsOf(aSandbox({ services: [gateway], address: { ...address, url: null } }));
    expect(calls.map(({ id }) => id)).toEqual(['cookie-link', 'header-curl', 'curl']);
  });
});
