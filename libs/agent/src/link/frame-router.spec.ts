import { logContext } from '@sdp/logging';
import { type FrameHandlers, FrameRouter } from './frame-router.js';

describe('A frame that is being worked on', () => {
  it('is in the log with its name and its ids, and with nothing else of it', async () => {
    let about = {};
    const look = async () => {
      about = logContext();
      return null;
    };
    const router = new FrameRouter({ 'deployment:cancel': look } as Partial<FrameHandlers> as FrameHandlers);
    const deploymentId = '6f1d0c7b-e295-4a36-8d07-f3be8a1c4592';
    expect(await router.dispatch('deployment:cancel', { deploymentId, epoch: 3 })).toEqual({
      ok: true,
      value: null,
    });
    expect(about).toEqual({ frame: 'deployment:cancel', deploymentId });
    expect(logContext()).toEqual({});
  });
});
