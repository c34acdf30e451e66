import { TypedText } from './typed-text';

function aForm(html: string) {
  document.body.innerHTML = `<form>${html}</form>`;
  const text = new TypedText();
  const control = document.querySelector<HTMLInputElement>('form > *')!;
  document.querySelector('form')!.addEventListener('focusin', ({ target }) => text.entered(target));
  const type = (value: string) => {
    control.focus();
    control.value = value;
  };
  return { text, control, type };
}

describe('TypedText', () => {
  it('is there once a field says something else than before', () => {
    const { text, type } = aForm('<input value="main">');
    expect(text.isThere()).toBe(false);
    type('feature/x');
    expect(text.isThere()).toBe(true);
    type('main');
    expect(text.isThere()).toBe(false);
  });

  it('is not what the program wrote into a field that nobody entered', () => {
    const { text, control } = aForm('<textarea></textarea>');
    control.value = 'suggested';
    expect(text.isThere()).toBe(false);
  });

  it('is no choice', () => {
    const { text, control } = aForm('<input type="checkbox">');
    control.focus();
    control.click();
    expect(text.isThere()).toBe(false);
  });

  it('goes with its field', () => {
    const { text, control, type } = aForm('<input>');
    type('x');
    control.remove();
    expect(text.isThere()).toBe(false);
  });
});
