import { request } from 'node:http';

export interface SwitchAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** The body as JSON; null when it is none. */
  json: { from?: string; version?: string; sandbox?: string | null; path?: string } | null;
}

/** One request on a connection of its own, with whatever headers, `Host` included, and no redirect followed. */
export function ask(url: string, headers: Record<string, string> = {}): Promise<SwitchAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => (body += text));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, json: parsed(body) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

function parsed(text: string): SwitchAnswer['json'] {
  try {
    return JSON.parse(text) as SwitchAnswer['json'];
  } catch {
    return null;
  }
}
