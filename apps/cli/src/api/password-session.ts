import { type SessionView } from '@sdp/protocol';
import { Api } from './api.js';

export interface Person {
  username: string;
  password: string;
}

/** Signs in with the password for as long as `work` takes: tokens are made and revoked by people, not by tokens. */
export async function withPassword<T>(
  address: string,
  person: Person,
  work: (api: Api, session: SessionView) => Promise<T>,
): Promise<T> {
  const response = await new Api(address, null).request('POST', '/session', person);
  const session = (await response.json()) as SessionView;
  const api = new Api(address, { cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' });
  try {
    return await work(api, session);
  } finally {
    await api.send('DELETE', '/session').catch(() => undefined);
  }
}
