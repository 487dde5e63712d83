import type { IncomingHttpHeaders } from 'node:http';

/** The secret that a program sends along: as a bearer token, or in the header that older programs know. */
export function bearerOf({ authorization, 'x-api-key': given }: IncomingHttpHeaders): string | null {
  const [, token] = /^Bearer +([^\s,]+)$/i.exec(authorization ?? '') ?? [];
  return token ?? (typeof given === 'string' ? given : null);
}
