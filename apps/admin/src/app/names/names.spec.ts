import * as protocol from '@sdp/protocol';
import * as names from './names';

describe('names', () => {
  it('are those of the protocol', () => {
    expect(names.SANDBOX_NAME).toEqual(protocol.SANDBOX_NAME);
    expect(names.SANDBOX_NAME).toEqual(protocol.SERVICE_NAME);
    expect(names.REPOSITORY_NAME).toEqual(protocol.REPOSITORY_NAME);
    expect(names.ENVIRONMENT_NAME).toEqual(protocol.ENVIRONMENT_NAME);
    expect(names.TEMPLATE_NAME).toEqual(protocol.TEMPLATE_NAME);
    expect(names.BRANCH_NAME).toEqual(protocol.BRANCH_NAME);
    expect(names.PARAMETER_NAME).toEqual(protocol.PARAMETER_NAME);
    expect(names.VARIABLE_NAME).toEqual(protocol.VARIABLE_NAME);
    expect(names.LABEL).toEqual(protocol.LABEL);
    expect(names.AGENT_NAME).toEqual(protocol.AGENT_NAME);
    expect(names.TOKEN_NAME).toEqual(protocol.TOKEN_NAME);
    expect(names.COMMIT_ID).toEqual(protocol.COMMIT_ID);
    expect(names.GATEWAY_SERVICE).toBe(protocol.GATEWAY_SERVICE);
  });
});
