import { type TemplateContent } from '@sdp/protocol';
import { DomainError } from '../errors/domain-error.js';
import { renderWith, stillAskedFor, withDefaults } from './template-parameters.js';

const content: TemplateContent = {
  parameters: [
    { name: 'ticket', pattern: '[A-Z]+-\\d+' },
    { name: 'color', default: 'red', choices: ['red', 'green'] },
    { name: 'suffix', default: '' },
  ],
  labels: { ticket: '${ticket}' },
  variables: { COLOR: '${color}', PLAIN: '$${color}' },
  services: [{ name: 'orders', repository: 'orders', branch: 'feature/${ticket}${suffix}' }],
};

function fieldsOf(given: Record<string, string>, of = content): string[] {
  try {
    renderWith(of, given);
    return [];
  } catch (error) {
    const { details } = (error as DomainError).options;
    return Object.keys((details as { fields: object }).fields);
  }
}

describe('The parameters of a template', () => {
  it('are filled in, defaults where nothing is given', () => {
    expect(renderWith(content, { ticket: 'SHOP-1', suffix: '-b' })).toEqual({
      labels: { ticket: 'SHOP-1' },
      variables: { COLOR: 'red', PLAIN: '${color}' },
      services: [{ name: 'orders', repository: 'orders', branch: 'feature/SHOP-1-b' }],
    });
  });

  it('are refused all at once', () => {
    expect(fieldsOf({ color: 'blue', other: 'x' })).toEqual([
      'parameters.ticket',
      'parameters.color',
      'parameters.other',
    ]);
  });

  it('are refused when they make something unusable', () => {
    expect(fieldsOf({ ticket: 'SHOP-1', suffix: '..' })).toEqual(['services.orders.branch']);
    const free: TemplateContent = { ...content, parameters: [{ name: 'ticket' }], services: [] };
    expect(fieldsOf({ ticket: 'a b' }, { ...free, variables: {} })).toEqual(['labels.ticket']);
  });

  it('that are names of what every object has are not taken for given', () => {
    const odd: TemplateContent = {
      ...content,
      parameters: [{ name: 'constructor' }],
      labels: {},
      variables: {},
    };
    expect(fieldsOf({}, odd)).toContain('parameters.constructor');
  });

  it('go along to a version that still asks for them', () => {
    expect(stillAskedFor(content, { ticket: 'SHOP-1', gone: 'x' })).toEqual({ ticket: 'SHOP-1' });
    expect(withDefaults(content, { ticket: 'SHOP-1' })).toEqual({
      ticket: 'SHOP-1',
      color: 'red',
      suffix: '',
    });
  });
});
