import { type Readable } from 'node:stream';

export interface CgiHead {
  status: number;
  headers: Record<string, string>;
}

const END_OF_HEAD = '\r\n\r\n';

/** Reads the head of a CGI answer and leaves `output` paused at the first byte of the body. */
export async function readCgiHead(output: Readable): Promise<CgiHead> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of output.iterator({ destroyOnReturn: false })) {
    bytes = Buffer.concat([bytes, chunk as Buffer]);
    const end = bytes.indexOf(END_OF_HEAD);
    if (end < 0) continue;
    output.unshift(bytes.subarray(end + END_OF_HEAD.length));
    return parseHead(bytes.subarray(0, end).toString('latin1'));
  }
  throw new Error('the CGI program ended before its answer had a head');
}

function parseHead(text: string): CgiHead {
  const head: CgiHead = { status: 200, headers: {} };
  for (const line of text.split('\r\n')) {
    const [name = '', ...rest] = line.split(':');
    const value = rest.join(':').trim();
    if (name.toLowerCase() === 'status') head.status = Number.parseInt(value, 10);
    else head.headers[name.toLowerCase()] = value;
  }
  return head;
}
