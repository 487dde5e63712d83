import { request } from './request.ts';

const post = (id: string, what: string) =>
  request<unknown>(`/api/enrollments/${id}/${what}`, { method: 'POST', body: {} });

export const skipWait = (enrollmentId: string) => post(enrollmentId, 'skips');
export const stopEnrollment = (enrollmentId: string) => post(enrollmentId, 'stops');
