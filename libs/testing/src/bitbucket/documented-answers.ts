import { type HostCall } from './stand-in.js';

export interface Answer {
  status: number;
  body?: unknown;
}

interface Comment {
  path: string;
  text: string;
  version: number;
}

const CLOUD = /^\/2\.0\/repositories\/[^/]+\/[^/]+/;
const SERVER = /^\/rest\/api\/latest\/projects\/[^/]+\/repos\/[^/]+/;

/** The comments of all pull requests, by id. */
export class Comments {
  private readonly known = new Map<number, Comment>();
  private last = 100;

  get texts(): string[] {
    return [...this.known.values()].map(({ text }) => text);
  }

  get ids(): number[] {
    return [...this.known.keys()];
  }

  get(id: number): Comment | undefined {
    return this.known.get(id);
  }

  add(path: string, text: string): number {
    this.known.set(++this.last, { path, text, version: 0 });
    return this.last;
  }

  /** As when somebody else writes to it, or deletes it. */
  change(id: number, text: string): void {
    const comment = this.known.get(id)!;
    this.known.set(id, { ...comment, text, version: comment.version + 1 });
  }

  delete(id: number): void {
    this.known.delete(id);
  }
}

/**
 * What the documentation says: developer.atlassian.com/cloud/bitbucket/rest (below `/2.0`) and
 * developer.atlassian.com/server/bitbucket/rest (below `/rest/api/latest`).
 */
export function answerOf(call: HostCall, comments: Comments): Answer {
  if (CLOUD.test(call.path)) return cloudAnswer(call, call.path.replace(CLOUD, ''), comments);
  if (SERVER.test(call.path)) return serverAnswer(call, call.path.replace(SERVER, ''), comments);
  return { status: 404, body: { error: { message: 'Resource not found' } } };
}

function cloudAnswer({ method, path, body }: HostCall, rest: string, comments: Comments): Answer {
  if (method === 'POST' && /^\/commit\/[0-9a-f]{7,40}\/statuses\/build$/.test(rest))
    return { status: 201, body: { type: 'build', ...(body as object) } };
  const { raw = '' } = ((body ?? {}) as { content?: { raw?: string } }).content ?? {};
  const shown = (id: number) => ({ id, type: 'pullrequest_comment', content: { type: 'rendered', raw } });
  if (method === 'POST' && /^\/pullrequests\/\d+\/comments$/.test(rest))
    return { status: 201, body: shown(comments.add(path, raw)) };
  const id = Number(/^\/pullrequests\/\d+\/comments\/(\d+)$/.exec(rest)?.[1]);
  if (method !== 'PUT' || !comments.get(id)) return { status: 404, body: { type: 'error' } };
  comments.change(id, raw);
  return { status: 200, body: shown(id) };
}

function serverAnswer({ method, path, body }: HostCall, rest: string, comments: Comments): Answer {
  if (method === 'POST' && /^\/commits\/[0-9a-f]{40}\/builds$/.test(rest)) return { status: 204 };
  const { text = '', version } = (body ?? {}) as { text?: string; version?: number };
  const shown = (id: number) => ({ id, version: comments.get(id)!.version, text: comments.get(id)!.text });
  if (method === 'POST' && /^\/pull-requests\/\d+\/comments$/.test(rest))
    return { status: 201, body: shown(comments.add(path, text)) };
  const id = Number(/^\/pull-requests\/\d+\/comments\/(\d+)$/.exec(rest)?.[1]);
  const comment = comments.get(id);
  if (!comment) return { status: 404, body: { errors: [{ exceptionName: 'NoSuchCommentException' }] } };
  if (method === 'GET') return { status: 200, body: shown(id) };
  if (version !== comment.version)
    return { status: 409, body: { errors: [{ exceptionName: 'CommentOutOfDateException' }] } };
  comments.change(id, text);
  return { status: 200, body: shown(id) };
}
