/** How much room there is for videos, in bytes, as the server says. */
export type Room = { usedBytes: number; allowedBytes: number; maxFileBytes: number };

const MOVIES = /\.(mp4|m4v|mov|mkv|webm|avi|mpe?g|mts|m2ts|3gp|3g2|wmv|ogv|flv)$/i;

/** What the files dialog offers. */
export const ACCEPTED = 'video/*,.mkv,.mts,.m2ts';

/** A title from a file's name, to be corrected: `robot_trieur-v2.MP4` is "Robot trieur v2". */
export function titleOf(fileName: string): string {
  const words = fileName.normalize('NFC').replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[_\-.\s]+/g, ' ').trim().slice(0, 200);
  return words ? words[0]!.toLocaleUpperCase() + words.slice(1) : fileName;
}

export type FileTrouble = 'emptyFile' | 'notVideo' | 'fileTooBig' | 'noRoom';

/** What is wrong with a file before its first byte is sent; null if nothing is. */
export function troubleOf(file: { name: string; type: string; size: number }, room: Room | null): FileTrouble | null {
  if (file.size === 0) {
    return 'emptyFile';
  }
  if (!file.type.startsWith('video/') && !MOVIES.test(file.name)) {
    return 'notVideo';
  }
  if (room && file.size > room.maxFileBytes) {
    return 'fileTooBig';
  }
  return room && file.size > room.allowedBytes - room.usedBytes ? 'noRoom' : null;
}
