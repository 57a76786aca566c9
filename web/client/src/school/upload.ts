import { DetailedError, Upload } from 'tus-js-client';
import schoolTexts from '../../../Pages/School/texts.json';
import { local, textsOf, type Local } from '../common/texts';

const t = textsOf(schoolTexts);

export type UploadEvents = {
  progress: (sent: number, total: number) => void;
  retrying: () => void;
  done: () => void;
  stopped: (words: string) => void;
};

/** Sends a file so that a weak line only delays it: what arrived stays, and sending goes on from there. */
export function sendFile(file: File, project: string, events: UploadEvents, address = '/api/uploads'): Upload {
  let tries = 0;
  const upload = new Upload(file, {
    endpoint: address,
    metadata: { projectId: project, filename: file.name, filetype: file.type },
    retryDelays: [500, 1500, 4000, 8000, 15_000, 30_000],
    chunkSize: 8 * 1024 * 1024,
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
  void begin(upload);
  return upload;
}

async function begin(upload: Upload): Promise<void> {
  const before = await upload.findPreviousUploads().catch(() => []);
  if (before[0]) {
    upload.resumeFromPreviousUpload(before[0]);
  }
  upload.start();
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
