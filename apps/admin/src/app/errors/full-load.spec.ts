import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { warnBeforeUnload } from '../drafts/draft';
import { FullLoad } from './full-load';

describe('FullLoad', () => {
  it('has the browser ask about what was typed, unless the page must not stay', () => {
    const closing = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    TestBed.runInInjectionContext(() => warnBeforeUnload(() => true));
    const fullLoad = TestBed.inject(FullLoad);
    const again = jest.spyOn(fullLoad, 'again').mockImplementation(() => undefined);
    expect(closing()).toBe(true);
    fullLoad.againUnasked();
    expect(again).toHaveBeenCalledTimes(1);
    expect(closing()).toBe(false);
  });
});
