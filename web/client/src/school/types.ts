import type { Local } from '../common/texts';
import type { Room } from './files';

export type MediaState = 'awaitingUpload' | 'uploading' | 'received' | 'transcoding' | 'ready' | 'failed' | 'missing';
export type Use = 'live' | 'network' | 'public';
export type Project = {
  id: string;
  schoolId: string;
  classroomId: string;
  classroom?: string;
  title: string;
  description?: string | null;
  credits?: string | null;
  captions?: string[];
  media: {
    state: MediaState;
    progress?: number;
    /** Seconds, as far as the server can tell. */
    estimate?: number | null;
    /** True if what is ready so far can be watched. */
    canPreview?: boolean;
    problem?: { code: string; message: Local } | null;
    duration?: number | null;
    fileName?: string | null;
    /** Where the upload under way goes on. */
    upload?: string | null;
  };
  consent?: { uses: Use[]; until: string } | null;
  review: { decision: 'pending' | 'approved' | 'refused'; reason?: string | null };
  upload?: string;
};
export type Classroom = { id: string; name: string; headcount: number };
export type School = { id: string; name: string; storage: Room };
