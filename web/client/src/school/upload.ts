import { DetailedError, Upload } from 'tus-js-client';
import schoolTexts from '../../../Pages/School/texts.json';
import { local, textsOf, type Local } from '../common/texts';

const t = textsOf(schoolTexts);
const ADDRESS = '/api/uploads';
const HEADERS = { 'Tus-Resumable': '1.0.0' };

/** What the server has of a file. */
export type Begun = { offset: number; length: number };

export type UploadEvents = {
  progress: (sent: number, total: number) => void;
  retrying: () => void;
  done: () => void;
  stopped: (words: string) => void;
};

/** Sends a file so that a weak line only delays it: what arrived stays, and sending goes on from there. */
export function sendFile(file: File, project: string, begun: string | null, events: UploadEvents): Upload {
  let tries = 0;
  const upload = new Upload(file, {
    endpoint: ADDRESS,
    metadata: { projectId: project, filename: file.name, filetype: file.type },
    // Long enough for a platform that is started anew, and for a line that is gone for ten minutes.
    retryDelays: [500, 1500, 4000, 8000, ...Array<number>(40).fill(15_000)],
    chunkSize: 32 * 1024 * 1024,
    removeFingerprintOnSuccess: true,
    // A file sent to one project is not the same upload as that file sent to another.
    fingerprint: async (chosen) => {
      const { name, size, lastModified } = chosen as File;
      return ['gala', project, name, size, lastModified].join('-');
    },
    onProgress: (sent, total) => {
      tries = 0;
      events.progress(sent, total);
    },
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      const again = status === 0 || status === 409 || status === 423 || status >= 500;
      if (again && ++tries > 1) {
        events.retrying();
      }
      return again;
    },
    onSuccess: () => events.done(),
    onError: (error) => events.stopped(wordsOf(error)),
  });
  void begin(upload, begun);
  return upload;
}

/** Goes on where this browser, or another one, left off. */
async function begin(upload: Upload, begun: string | null): Promise<void> {
  const before = await upload.findPreviousUploads().catch(() => []);
  if (before[0]) {
    upload.resumeFromPreviousUpload(before[0]);
  } else if (begun) {
    upload.options.uploadUrl = begun;
  }
  upload.start();
}

/** What the server has of an upload that began earlier; null if it is no more. */
export async function look(upload: string): Promise<Begun | null> {
  const response = await fetch(upload, { method: 'HEAD', headers: HEADERS, credentials: 'same-origin', cache: 'no-store' });
  const [offset, length] = ['Upload-Offset', 'Upload-Length'].map((header) => Number(response.headers.get(header) ?? NaN));
  return response.ok && Number.isFinite(offset) && Number.isFinite(length) ? { offset: offset!, length: length! } : null;
}

/** Why it stopped, for a teacher. The server's own words come first. */
export function wordsOf(error: Error): string {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  const body = parse(response?.getBody());
  const said = local(body.message) || body.detail;
  return said || (status === 413 ? t('tooBig') : status === 415 || status === 422 ? t('notVideo') : t('noNetwork'));
}

function parse(body: string | undefined): { message?: Local; detail?: string } {
  try {
    return body ? JSON.parse(body) : {};
  } catch {
    return {};
  }
}

/** A size such as "12,4 Mo". */
export function size(bytes: number, locale: string): string {
  const [unit, divisor] = bytes >= 1e9 ? ['gigabyte', 1e9] : bytes >= 1e6 ? ['megabyte', 1e6] : ['kilobyte', 1e3];
  return new Intl.NumberFormat(locale, { style: 'unit', unit: unit as string, maximumFractionDigits: 1 }).format(bytes / (divisor as number));
}
