import { beginPage } from './page-beginning';

function pageWith(html: string): HTMLElement {
  document.body.innerHTML = `<main tabindex="-1">${html}</main><button>Elsewhere</button>`;
  return document.querySelector('main')!;
}

describe('the beginning of a page', () => {
  it('is its heading', () => {
    beginPage(pageWith('<h1>Templates</h1>'));
    expect(document.activeElement?.textContent).toBe('Templates');
  });

  it('is where a form says that one begins to type', () => {
    beginPage(pageWith('<h1>New sandbox</h1><input data-begin-here />'));
    expect(document.activeElement?.localName).toBe('input');
  });

  it('is the heading that comes once the page has read what it shows', async () => {
    const page = pageWith('<h1 data-provisional>Sandbox</h1>');
    beginPage(page);
    expect(document.activeElement).toBe(page);
    page.innerHTML = '<h1>fast-orders</h1>';
    await Promise.resolve();
    expect(document.activeElement?.textContent).toBe('fast-orders');
  });

  it('takes the keyboard from nobody who has gone on meanwhile', async () => {
    const page = pageWith('');
    beginPage(page);
    document.querySelector('button')!.focus();
    page.innerHTML = '<h1>fast-orders</h1>';
    await Promise.resolve();
    expect(document.activeElement?.localName).toBe('button');
  });
});
