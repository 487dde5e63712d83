import { request } from './request.ts';

const post = (id: string, what: string) =>
  request<unknown>(`/api/enrollments/${id}/${what}`, { method: 'POST', body: {} });

export const skipWait = (enrollmentId: string) => post(enrollmentId, 'skips');
export const tryAgain = (enrollmentId: string) => post(enrollmentId, 'retries');
export const stopEnrollment = (enrollmentId: string) => post(enrollmentId, 'stops');

/** @throws the problem that says why not */
export const enterByHand = (journeyId: string, customerId: string) =>
  request<unknown>(`/api/journeys/${journeyId}/enrollments`, { method: 'POST', body: { customerId } });
