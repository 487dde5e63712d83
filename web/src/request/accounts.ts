import type { SignUp } from '../../../api/schemas.ts';
import { request } from './request.ts';

const post = (path: string, body: unknown) => request<unknown>(`/api/auth${path}`, { method: 'POST', body });

export const signUp = (account: SignUp) => post('/sign-up/email', account);
export const signIn = (email: string, password: string) => post('/sign-in/email', { email, password });
export const signOut = () => post('/sign-out', {});
export const requestPasswordReset = (email: string) =>
  post('/request-password-reset', { email, redirectTo: '/reset-password' });
export const resetPassword = (token: string, newPassword: string) => post('/reset-password', { token, newPassword });
