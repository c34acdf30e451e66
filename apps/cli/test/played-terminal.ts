import { PassThrough, Writable } from 'node:stream';

/** The keyboard and the screen of this process, in the hands of a test. */
export class PlayedTerminal {
  readonly keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  private said = '';
  private waiting: { text: string; resolve: () => void }[] = [];
  private readonly screen = Object.assign(
    new Writable({
      write: (chunk, _encoding, done) => {
        this.show(String(chunk));
        done();
      },
    }),
    { isTTY: true, columns: 200 },
  );
  private readonly real = {
    stdin: Object.getOwnPropertyDescriptor(process, 'stdin')!,
    stderr: Object.getOwnPropertyDescriptor(process, 'stderr')!,
  };

  constructor() {
    Object.defineProperty(process, 'stdin', { configurable: true, value: this.keyboard });
    Object.defineProperty(process, 'stderr', { configurable: true, value: this.screen });
  }

  release(): void {
    Object.defineProperties(process, this.real);
  }

  press(keys: string): void {
    this.keyboard.write(keys);
  }

  untilItSays(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push({ text, resolve });
      this.show('');
    });
  }

  private show(text: string): void {
    this.said += text;
    const isSaid = (one: { text: string }) => this.said.includes(one.text);
    this.waiting.filter(isSaid).forEach(({ resolve }) => resolve());
    this.waiting = this.waiting.filter((one) => !isSaid(one));
  }
}
