import { TestBed } from '@angular/core/testing';
import { GatewayNotice } from './gateway-notice';

describe('GatewayNotice', () => {
  const route = { variable: 'orders_url', given: 'http://ocp', target: 'http://host:21000' };

  async function shown(inputs: Partial<Record<'canChange' | 'isDeploying', boolean>>, routes = [route]) {
    const fixture = TestBed.createComponent(GatewayNotice);
    fixture.componentRef.setInput('routes', routes);
    fixture.componentRef.setInput('baseline', { orders_url: 'http://ocp' });
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    const text = element.textContent?.replace(/\s+/g, ' ').trim();
    return { component: fixture.componentInstance, text, button: element.querySelector('button') };
  }

  it('says what the gateway still does, and deploys it again', async () => {
    const { component, text, button } = await shown({ canChange: true });
    expect(text).toContain('still sends orders to the baseline. Redeploy it to apply 1 changed route.');
    let asked = 0;
    component.redeploy.subscribe(() => asked++);
    button?.click();
    expect(asked).toBe(1);
  });

  it('offers nothing to somebody else, nor while it is deployed', async () => {
    expect((await shown({ canChange: false })).button).toBeNull();
    const { text, button } = await shown({ canChange: true, isDeploying: true });
    expect([text, button]).toEqual([expect.stringContaining('It is being deployed.'), null]);
  });

  it('is silent while the gateway has the newest routes', async () => {
    expect((await shown({ canChange: true }, [])).text).toBe('');
  });
});
