export type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold';
export type Colours = (text: string, colour: Colour) => string;

const CODES: Readonly<Record<Colour, [number, number]>> = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  dim: [2, 22],
  bold: [1, 22],
};

/** Colours only where somebody looks: a terminal, and no NO_COLOR. */
export function colours(isOn: boolean): Colours {
  if (!isOn) return (text) => text;
  return (text, colour) => {
    const [begin, end] = CODES[colour];
    return `\u001b[${begin}m${text}\u001b[${end}m`;
  };
}
