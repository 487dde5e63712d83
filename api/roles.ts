import type { Role } from './schemas.ts';

/** The least role of every route. A route that is not here does not exist; `anyone` needs no session. */
export const leastRole = {
  'GET /api/health': 'anyone',
  'GET /api/ready': 'anyone',
  'GET /api/openapi.json': 'anyone',
  'GET /api/docs{/*file}': 'anyone',

  'POST /api/auth/sign-up/email': 'anyone',
  'POST /api/auth/sign-in/email': 'anyone',
  'POST /api/auth/sign-out': 'anyone',
  'GET /api/auth/get-session': 'anyone',
  'POST /api/auth/request-password-reset': 'anyone',
  'POST /api/auth/reset-password': 'anyone',
  'GET /api/auth/verify-email': 'anyone',
  'POST /api/auth/send-verification-email': 'anyone',
  'POST /api/auth/change-password': 'viewer',

  'GET /api/me': 'viewer',
  'GET /api/organization': 'viewer',
  'PATCH /api/organization': 'admin',
} as const satisfies Record<string, Role | 'anyone'>;

export type RouteName = keyof typeof leastRole;
