import { HttpErrorResponse } from '@angular/common/http';
import { toShownError } from './wire-error';

describe('toShownError', () => {
  it('takes the server’s own words', () => {
    const error = { code: 'name-taken', message: 'There is one already. Choose another name.' };
    expect(toShownError(new HttpErrorResponse({ status: 409, error: { error } }))).toEqual(error);
    expect(toShownError(new HttpErrorResponse({ status: 409, error: JSON.stringify({ error }) }))).toEqual(
      error,
    );
  });

  it('says that nothing answered', () => {
    expect(toShownError(new HttpErrorResponse({ status: 0 })).message).toContain('does not answer');
  });

  it('makes do without an explanation, as from a proxy', () => {
    expect(toShownError(new HttpErrorResponse({ status: 502, error: '<html>' })).message).toContain('502');
  });

  it('never shows a stack', () => {
    expect(toShownError(new TypeError('x is undefined')).message).not.toContain('undefined');
  });
});
