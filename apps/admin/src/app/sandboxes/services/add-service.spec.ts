import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { FakeSocket } from '../../live/fake-socket';
import { aService } from '../sample-views';
import { AddService } from './add-service';

describe('AddService', () => {
  it('sends every setting that was made', async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([{ path: '**', children: [] }]),
        new FakeSocket().provider(),
      ],
    });
    const fixture = TestBed.createComponent(AddService);
    fixture.componentRef.setInput('sandboxId', 'sandbox-1');
    fixture.detectChanges();
    const part = <T extends HTMLElement>(id: string) =>
      (fixture.nativeElement as HTMLElement).querySelector<T>(`[data-testid="${id}"]`)!;
    const type = (id: string, text: string) => {
      part<HTMLInputElement>(id).value = text;
      part(id).dispatchEvent(new Event('input'));
    };

    type('repository-input', 'orders');
    type('branch-input', 'main');
    type('memory-limit', '256');
    part('follows').click();
    part('add-only').click();
    const sent = TestBed.inject(HttpTestingController).expectOne('/api/sandboxes/sandbox-1/services');
    expect(sent.request.body).toEqual({
      repository: 'orders',
      branch: 'main',
      variables: {},
      limits: { memoryMb: 256, cpus: null },
      dependsOn: [],
      follows: true,
    });
    sent.flush(aService());
  });
});
