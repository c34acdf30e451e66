import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeSocket } from '../../live/fake-socket';
import { withService } from './service-drafts';
import { ServicesForm } from './services-form';

describe('ServicesForm', () => {
  it('keeps the keyboard beside the row that was left out', async () => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), new FakeSocket().provider()],
    });
    const fixture = TestBed.createComponent(ServicesForm);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    const drafts = withService(withService([], 'orders', 'main'), 'payments', 'main');
    fixture.componentRef.setInput('drafts', drafts);
    fixture.componentRef.setInput('repositories', []);
    await fixture.whenStable();
    const leaveOut = async (name: string) => {
      element.querySelector<HTMLElement>(`[aria-label="Leave out ${name}"]`)!.click();
      await fixture.whenStable();
    };
    await leaveOut('orders');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Leave out payments');
    await leaveOut('payments');
    expect(document.activeElement?.getAttribute('data-testid')).toBe('repository-input');
  });
});
