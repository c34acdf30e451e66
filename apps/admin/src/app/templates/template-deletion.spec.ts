import { type TemplateView } from '@sdp/protocol';
import { aRule, aWebhook } from '../webhooks/sample-webhooks';
import { templateDeletionOf } from './template-deletion';

const template: TemplateView = {
  id: 'template-1',
  name: 'payments',
  description: '',
  owner: 'ada',
  isEditable: true,
  version: 3,
  updatedAt: '2026-11-23T10:00:00.000Z',
  services: ['orders', 'payments'],
  parameters: [],
  sandboxes: ['checkout', 'retry'],
  content: { services: [], environment: 'ocp-test' },
  contentVersion: 3,
};

describe('The deletion of a template', () => {
  it('names the rules that lose it, and no others', () => {
    const rules = [aRule({ repository: 'orders' }), aRule({ repository: 'carts', templateId: 'another' })];
    const { goes } = templateDeletionOf(template, [aWebhook({ name: 'shop', rules })]);
    expect(goes?.filter((line) => line.includes('pull requests'))).toEqual([
      'pull requests of orders get no sandbox any more: the rule of webhook shop needs another template',
    ]);
  });

  it('names the sandboxes that keep what they have', () => {
    const { stays, typeToConfirm } = templateDeletionOf(template, []);
    expect(stays).toEqual([
      '2 sandboxes made from it, with services, variables and routes of their own: checkout and retry',
      'the environment ocp-test',
    ]);
    expect(typeToConfirm).toBe('payments');
  });

  it('says of newer versions nothing where nobody waits for one', () => {
    const { goes, stays } = templateDeletionOf({ ...template, sandboxes: [], version: 1 }, []);
    expect(goes).toEqual([
      'the template and its 1 version: nobody makes a sandbox of orders and payments from it any more',
    ]);
    expect(stays?.[0]).toBe('no sandbox was made from it');
  });
});
