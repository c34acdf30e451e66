import { FormControl } from '@angular/forms';
import { type TemplateParameter } from '@sdp/protocol';
import { parameterValidators, previewOf, repositoryOf } from './parameters';

describe('parameters of a template', () => {
  const accepts = (parameter: Partial<TemplateParameter>, value: string) =>
    new FormControl(value, parameterValidators({ name: 'ticket', ...parameter })).valid;

  it('are needed, unless nothing is their default', () => {
    expect(accepts({ default: '', pattern: 'x' }, '')).toBe(true);
    expect(accepts({}, '')).toBe(false);
    expect(accepts({}, 'x')).toBe(true);
  });

  it('match their pattern as a whole', () => {
    expect(accepts({ pattern: 'SHOP-\\d+' }, 'SHOP-12')).toBe(true);
    expect(accepts({ pattern: 'SHOP-\\d+|X' }, 'SHOP-12x')).toBe(false);
  });

  it('leave a pattern that is none to the control plane', () => {
    expect(accepts({ pattern: '(' }, 'x')).toBe(true);
  });

  it('are one of the choices', () => {
    expect(accepts({ choices: ['eu', 'us'] }, 'eu')).toBe(true);
    expect(accepts({ choices: ['eu', 'us'] }, 'asia')).toBe(false);
  });

  it('show what becomes of the branches', () => {
    const services = [{ name: 'orders', repository: 'orders', branch: 'feature/${ticket}-${part}' }];
    expect(previewOf({ services }, { ticket: 'SHOP-12', part: '' })).toEqual({
      orders: 'feature/SHOP-12-${part}',
    });
  });

  it('are chosen from the branches of the repository whose branch they are', () => {
    const services = [
      { name: 'payments', repository: 'payments', branch: 'feature/${branch}' },
      { name: 'orders-b', repository: 'orders', branch: '${branch}' },
    ];
    expect(repositoryOf({ services }, 'branch')).toBe('orders');
    expect(repositoryOf({ services }, 'ticket')).toBeUndefined();
  });
});
