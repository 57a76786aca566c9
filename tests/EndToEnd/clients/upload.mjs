// Uploads one file as tus-js-client does it: in chunks, going on where it was after an interruption.
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { address, tell, token, tus } from './tools.mjs';

const [projectId, file] = process.argv.slice(2);
const size = statSync(file).size;

new tus.Upload(createReadStream(file), {
  endpoint: `${address}/api/uploads`,
  headers: { Authorization: `Bearer ${token}` },
  metadata: { projectId, filename: basename(file) },
  uploadSize: size,
  chunkSize: Math.max(64 * 1024, Math.ceil(size / 10)),
  // A platform that is started anew takes a few seconds.
  retryDelays: Array(120).fill(500),
  onChunkComplete: (_chunk, sent) => tell({ sent, size }),
  onSuccess: () => tell({ done: true, size }),
  onError: (problem) => {
    tell({ failed: problem.message });
    process.exitCode = 1;
  },
}).start();
