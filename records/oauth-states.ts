import { createHash } from 'node:crypto';
import type { Database } from './database.ts';

export type OauthState = { organizationId: string; userId: string; returnTo: string };

/**
 * Remembers a state that we sent a browser away with. Only hashes are stored: of the state, and of the session it is
 * bound to.
 */
export async function putOauthState(
  database: Database,
  input: OauthState & { state: string; session: string; provider: string; expiresAt: Date },
): Promise<void> {
  await database.call('SELECT afterjob_functions.put_oauth_state($1, $2, $3, $4, $5, $6, $7)', [
    hash(input.state),
    input.provider,
    hash(input.session),
    input.organizationId,
    input.userId,
    input.returnTo,
    input.expiresAt,
  ]);
}

/** What a state stands for, once: reading it forgets it. Null when it is unknown, another session's, or too old. */
export async function takeOauthState(
  database: Database,
  input: { state: string; session: string; provider: string },
  at: Date,
): Promise<OauthState | null> {
  const [row] = await database.call<{ organization_id: string; user_id: string; return_to: string }>(
    'SELECT * FROM afterjob_functions.take_oauth_state($1, $2, $3, $4)',
    [hash(input.state), input.provider, hash(input.session), at],
  );
  return row ? { organizationId: row.organization_id, userId: row.user_id, returnTo: row.return_to } : null;
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
