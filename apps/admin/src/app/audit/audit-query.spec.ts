import { auditQuery } from './audit-query';

describe('auditQuery', () => {
  const read = (query: string) => Object.fromEntries(new URLSearchParams(query));

  it('leaves out what is not asked for', () => {
    expect(auditQuery({ actor: '', q: undefined })).toBe('');
    expect(read(auditQuery({ actor: 'ada' }, 2))).toEqual({ actor: 'ada', page: '2', pageSize: '50' });
  });

  it('takes days whole', () => {
    const { from, to } = read(auditQuery({ from: '2026-11-23', to: '2026-11-23' }));
    expect(Date.parse(to!) - Date.parse(from!)).toBe(86_399_999);
  });

  it('leaves out what is no day', () => {
    expect(auditQuery({ from: 'nonsense' })).toBe('');
  });
});
