import { Logger } from '@nestjs/common';
import { Masking } from '@sdp/deployer';
import { idsIn, inLogContext } from '@sdp/logging';
import { type Ack, type ControlToAgent } from '@sdp/protocol';
import { FRAME_SHAPES } from './frame-shapes.js';
import { toWireError } from './wire-errors.js';

export type FrameName = keyof ControlToAgent;
export type FrameHandler<F extends FrameName> = (
  payload: ControlToAgent[F][0],
) => Promise<ControlToAgent[F][1]>;
export type FrameHandlers = { [F in FrameName]: FrameHandler<F> };

/** Answers `null` when it is done. */
export function done<T>(act: (frame: T) => Promise<void> | void): (frame: T) => Promise<null> {
  return async (frame) => {
    await act(frame);
    return null;
  };
}

/** Takes frames from the link to their handlers: read strictly first, and every outcome becomes an `Ack`. */
export class FrameRouter {
  private readonly log = new Logger(FrameRouter.name);

  constructor(private readonly handlers: FrameHandlers) {}

  get names(): FrameName[] {
    return Object.keys(FRAME_SHAPES) as FrameName[];
  }

  dispatch<F extends FrameName>(name: F, payload: unknown): Promise<Ack<ControlToAgent[F][1]>> {
    return inLogContext({ frame: name, ...idsIn(payload) }, () => this.handle(name, payload));
  }

  private async handle<F extends FrameName>(name: F, payload: unknown): Promise<Ack<ControlToAgent[F][1]>> {
    let masking = new Masking([]);
    try {
      const handle: FrameHandler<F> = this.handlers[name];
      const frame = FRAME_SHAPES[name](payload ?? {}, '');
      if ('credentials' in frame) masking = Masking.of(frame.credentials);
      return { ok: true, value: await handle(frame) };
    } catch (error) {
      const wire = toWireError(error, this.log, masking);
      this.log.warn({ code: wire.code }, wire.message);
      return { ok: false, error: wire };
    }
  }
}
