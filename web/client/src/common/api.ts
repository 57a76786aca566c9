import { lang, local, tc, type Local } from './texts';

type ProblemBody = {
  code?: string;
  title?: string;
  detail?: string;
  message?: Local;
  errors?: Record<string, unknown>;
  retryAfter?: number;
};

/** A refusal of the server, in words for the person in front of the page. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    words: string,
    readonly fields: string[] = [],
    readonly retryAfter: number | null = null,
  ) {
    super(words);
  }
}

export type Options = { ifMatch?: string | null; commandId?: string; signal?: AbortSignal };
export type Answer<T> = { body: T; etag: string | null };

/** A fresh command id. `randomUUID` is missing on plain HTTP in a school's network, so it is made by hand. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function request<T>(method: string, path: string, body?: unknown, options: Options = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': lang };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (options.ifMatch) {
    headers['If-Match'] = options.ifMatch;
  }
  if (method === 'POST') {
    headers['Idempotency-Key'] = options.commandId ?? newId();
  }
  // What is on air changes without the programme's version: an answer kept by the browser would be an old one.
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store', signal: options.signal ?? null };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
  }
  const response = await send(path, init);
  if (!response.ok) {
    throw await problemOf(response);
  }
  const text = await response.text();
  return { body: (text ? JSON.parse(text) : undefined) as T, etag: response.headers.get('ETag') };
}

/** Sends a file as it is. */
export async function sendText(method: string, path: string, body: Blob, type: string): Promise<void> {
  const headers = { Accept: 'application/json', 'Accept-Language': lang, 'Content-Type': type };
  const response = await send(path, { method, headers, body, credentials: 'same-origin' });
  if (!response.ok) {
    throw await problemOf(response);
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error;
    }
    throw new Problem(0, 'offline', tc('offline'));
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  const code = body.code ?? `status-${response.status}`;
  const after = Number(response.headers.get('Retry-After') ?? body.retryAfter ?? NaN);
  const words = local(body.message) || body.detail || (response.status >= 500 ? tc('serverTrouble') : body.title) || tc('serverTrouble');
  return new Problem(response.status, code, words, Object.keys(body.errors ?? {}), Number.isFinite(after) ? after : null);
}

export const get = async <T>(path: string, options?: Options): Promise<T> => (await request<T>('GET', path, undefined, options)).body;
export const post = async <T>(path: string, body: unknown = {}, options?: Options): Promise<T> =>
  (await request<T>('POST', path, body, options)).body;

/** Every page of a list. */
export async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let after: string | null = null;
  do {
    const separator = path.includes('?') ? '&' : '?';
    const page: { items: T[]; next: string | null } = await get(
      `${path}${separator}limit=100${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    );
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
}

/** What to tell a person about anything that went wrong. */
export const words = (error: unknown): string => (error instanceof Problem ? error.message : tc('serverTrouble'));
