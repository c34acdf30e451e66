import * as protocol from '@sdp/protocol';
import { REPOSITORY_NAME } from '../repositories/repository-name';
import { COMMIT_ID, GATEWAY_SERVICE, SANDBOX_NAME, VARIABLE_NAME } from './names';

describe('names', () => {
  it('are those of the protocol', () => {
    expect(SANDBOX_NAME).toEqual(protocol.SANDBOX_NAME);
    expect(SANDBOX_NAME).toEqual(protocol.SERVICE_NAME);
    expect(VARIABLE_NAME).toEqual(protocol.VARIABLE_NAME);
    expect(REPOSITORY_NAME).toEqual(protocol.REPOSITORY_NAME);
    expect(COMMIT_ID).toEqual(protocol.COMMIT_ID);
    expect(GATEWAY_SERVICE).toBe(protocol.GATEWAY_SERVICE);
  });
});
