import type { Local } from '../common/texts';

export type MediaState = 'awaitingUpload' | 'uploading' | 'received' | 'transcoding' | 'ready' | 'failed' | 'missing';
export type Use = 'live' | 'network' | 'public';
export type Project = {
  id: string;
  schoolId: string;
  classroomId: string;
  classroom?: string;
  title: string;
  description?: string | null;
  media: { state: MediaState; progress?: number; problem?: { code: string; message: Local } | null; duration?: number | null };
  consent?: { uses: Use[]; until: string } | null;
  review: { decision: 'pending' | 'approved' | 'refused'; reason?: string | null };
  upload?: string;
};
export type Classroom = { id: string; name: string; headcount: number };
export type School = { id: string; name: string };
