import { sliceSpans, type Span } from './ansi-spans';

/** Cuts a line's spans where a text begins and ends in it, and marks what is between. */
export function highlighted(spans: Span[], wanted: string, matchCase: boolean): Span[] {
  if (wanted === '') return spans;
  const text = spans.map((span) => span.text).join('');
  const marked: Span[] = [];
  let done = 0;
  for (const from of placesOf(text, wanted, matchCase)) {
    const to = from + wanted.length;
    marked.push(...sliceSpans(spans, done, from));
    for (const span of sliceSpans(spans, from, to)) marked.push({ ...span, isMatch: true });
    done = to;
  }
  return done === 0 ? spans : [...marked, ...sliceSpans(spans, done, text.length)];
}

function placesOf(text: string, wanted: string, matchCase: boolean): number[] {
  const [within, what] = matchCase ? [text, wanted] : [text.toLowerCase(), wanted.toLowerCase()];
  // A few characters are longer in lower case: their places would not be those of the text.
  if (within.length !== text.length || what.length !== wanted.length) return [];
  const places: number[] = [];
  for (let at = within.indexOf(what); at >= 0; at = within.indexOf(what, at + what.length)) places.push(at);
  return places;
}
