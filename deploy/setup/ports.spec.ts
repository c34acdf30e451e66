import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { checkPorts } from './ports.mjs';

describe('ports', () => {
  it('names who has a taken port, and the variable that changes it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const wanted = [{ host: '127.0.0.1', port, purpose: 'the control plane', variable: 'SDP_PORT' }];

    await expect(checkPorts(wanted)).rejects.toThrow(
      new RegExp(`^Port ${port}, for the control plane, is taken by process ${process.pid} .* SDP_PORT=`),
    );
    server.close();
    await once(server, 'close');
    await expect(checkPorts(wanted)).resolves.toBeUndefined();
  });
});
