import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { organization } from 'better-auth/plugins/organization';
import { adminAc, defaultAc, memberAc, ownerAc } from 'better-auth/plugins/organization/access';
import type { Logger } from 'pino';
import type { PrismaClient } from '../../prisma/generated/client.ts';
import type { PlatformMail } from './platform-mail.ts';

type AuthOptions = {
  prisma: PrismaClient;
  secret: string;
  publicUrl: string;
  trustedOrigins: readonly string[];
  mail: PlatformMail;
  log: Logger;
};

const day = 24 * 60 * 60;

/** better-auth over our tables. Sign-up is our own (sign-up.ts): it also makes the organization. */
export function createAuth({ prisma, secret, publicUrl, trustedOrigins, mail, log }: AuthOptions) {
  return betterAuth({
    appName: 'Afterjob',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    telemetry: { enabled: false },
    database: prismaAdapter(prisma, { provider: 'postgresql', transaction: true }),
    trustedOrigins: (request) => [...trustedOrigins, ...ownOrigin(request)],
    advanced: {
      cookiePrefix: 'afterjob',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: sameSite(publicUrl, trustedOrigins), httpOnly: true },
      database: { generateId: () => randomUUID() },
      ipAddress: { disableIpTracking: true },
    },
    session: { expiresIn: 30 * day, updateAge: day },
    // The limits are Express's; better-auth's own would count per process twice.
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: 3600,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => {
        await mail.send('reset_password', user, `${publicUrl}/reset-password?token=${encodeURIComponent(token)}`);
      },
    },
    emailVerification: {
      sendVerificationEmail: async ({ user, url }) => {
        await mail.send('verify_email', user, url);
      },
    },
    plugins: [
      organization({
        roles: { owner: ownerAc, admin: adminAc, member: memberAc, viewer: defaultAc.newRole({}) },
        allowUserToCreateOrganization: false,
        disableOrganizationDeletion: true,
        schema: { organization: { modelName: 'accountOrganization' } },
      }),
    ],
    // Its messages may carry addresses: only the level and the code word go to the log.
    logger: {
      level: 'error',
      log: (level) => log[level === 'error' ? 'error' : 'info']({ code: `accounts_${level}` }, 'accounts'),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** A page of another site gets the cookie only when it is meant to; that no other page uses it is seen by its origin. */
export function sameSite(publicUrl: string, origins: readonly string[]): 'lax' | 'none' {
  const own = siteOf(publicUrl);
  return publicUrl.startsWith('https:') && origins.some((origin) => siteOf(origin) !== own) ? 'none' : 'lax';
}

const siteOf = (url: string): string => new URL(url).hostname.split('.').slice(-2).join('.');

// The page and the API share a host, whatever name of it the browser used.
function ownOrigin(request: Request | undefined): string[] {
  const host = request?.headers.get('host');
  return request && host ? [`${new URL(request.url).protocol}//${host}`] : [];
}
