// The platform's public interface, as any school's script would use it: HTTP with a bearer token, and tus for uploads.
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export class Api {
  constructor(address, token) {
    this.address = address;
    this.token = token;
  }

  async signIn(email, password) {
    const { accessToken } = await this.post('/api/account/login', { email, password });
    return new Api(this.address, accessToken);
  }

  get(path) {
    return this.send('GET', path);
  }

  put(path, body) {
    return this.send('PUT', path, body);
  }

  /** `key` is the command's id: a second post with the same key gives the first answer and has no second effect. */
  post(path, body, key) {
    return this.send('POST', path, body, key ? { 'Idempotency-Key': key } : {});
  }

  async send(method, path, body, headers = {}) {
    const response = await fetch(new URL(path, this.address), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(this.token ? { Authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Refused(method, path, response.status, text);
    return text ? JSON.parse(text) : undefined;
  }

  /** tus 1.0.0: create, then send the whole file in one PATCH. */
  async upload(projectId, file) {
    const metadata = { projectId, filename: basename(file) };
    const created = await fetch(new URL('/api/uploads', this.address), {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${this.token}`,
        'Tus-Resumable': '1.0.0',
        'Upload-Length': String(statSync(file).size),
        'Upload-Metadata': Object.entries(metadata)
          .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
          .join(','),
      },
    });
    if (created.status !== 201) throw new Refused('POST', '/api/uploads', created.status, await created.text());
    const sent = await fetch(new URL(created.headers.get('Location'), this.address), {
      method: 'PATCH',
      headers: {
        Authorization: `Bearer ${this.token}`,
        'Tus-Resumable': '1.0.0',
        'Upload-Offset': '0',
        'Content-Type': 'application/offset+octet-stream',
      },
      body: createReadStream(file),
      duplex: 'half',
    });
    if (sent.status !== 204) throw new Refused('PATCH', '/api/uploads', sent.status, await sent.text());
  }
}

export class Refused extends Error {
  constructor(method, path, status, text) {
    super(`${method} ${path} was answered ${status}: ${text}`);
    this.status = status;
  }
}

/** Asks until the answer is there. */
export async function until(what, seconds, ask) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(500)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`Waited ${seconds} s in vain: ${what}.`);
}
