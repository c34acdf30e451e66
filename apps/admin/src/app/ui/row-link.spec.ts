import { jest } from '@jest/globals';
import { ApplicationRef, Component, provideZonelessChangeDetection, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RowLink } from './row-link';

@Component({ imports: [RowLink], template: `<a [sdpRowLink]="path()">row</a>` })
class Row {
  readonly path = signal('things/1');
}

describe('A link of a row', () => {
  let row: Row;
  let link: HTMLAnchorElement;
  const navigate = jest.fn();

  beforeEach(async () => {
    navigate.mockClear();
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        { provide: Router, useValue: { navigateByUrl: navigate } },
      ],
    });
    const fixture = TestBed.createComponent(Row);
    document.body.append(fixture.nativeElement);
    await fixture.whenStable();
    row = fixture.componentInstance;
    link = fixture.nativeElement.querySelector('a');
  });
  afterEach(() => link.parentElement?.remove());

  /** Answers whether the browser was kept from following it. */
  const click = (init: MouseEventInit = {}) => {
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...init });
    let isTaken = false;
    const after = (late: Event) => {
      isTaken = late.defaultPrevented;
      late.preventDefault();
    };
    document.addEventListener('click', after, { once: true });
    link.dispatchEvent(event);
    return isTaken;
  };

  it('leads where the row leads now, in this window', async () => {
    expect(link.getAttribute('href')).toBe('things/1');
    row.path.set('things/2');
    await TestBed.inject(ApplicationRef).whenStable();
    expect(link.getAttribute('href')).toBe('things/2');
    expect(click()).toBe(true);
    expect(navigate.mock.calls).toEqual([['/things/2']]);
  });

  it.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }, { button: 1 }])(
    'is the browser’s with %p',
    (init) => {
      expect(click(init)).toBe(false);
      expect(navigate).not.toHaveBeenCalled();
    },
  );
});
