import { type TokenView } from '@sdp/protocol';
import { revocationOf } from './token-revocation';

const NOW = Date.parse('2026-11-23T10:00:00.000Z');
const token: TokenView = {
  id: 'token-1',
  name: 'ci',
  scopes: ['read', 'deploy'],
  state: 'active',
  createdAt: '2026-11-01T10:00:00.000Z',
  expiresAt: '2026-12-01T10:00:00.000Z',
  lastUsedAt: '2026-11-23T09:55:00.000Z',
  lastUsedFrom: '10.0.0.9',
};

describe('The revocation of a token', () => {
  it('says who used it last and what it may, and wants its name', () => {
    const { goes, typeToConfirm } = revocationOf(token, NOW);
    expect(goes).toContain('the access of what uses it: last 5 min ago, from 10.0.0.9');
    expect(goes).toContain('what it may: read and deploy');
    expect(typeToConfirm).toBe('ci');
  });

  it('says that nothing used it yet', () => {
    const { goes } = revocationOf({ ...token, lastUsedAt: null, lastUsedFrom: null }, NOW);
    expect(goes?.[0]).toBe('its access, which nothing has used yet');
  });

  it('takes nothing from anybody once it is over', () => {
    const { goes, typeToConfirm } = revocationOf({ ...token, state: 'expired' }, NOW);
    expect([goes, typeToConfirm]).toEqual([undefined, undefined]);
  });
});
