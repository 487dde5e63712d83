import * as z from 'zod';
import { findOrganization } from '../../records/organizations.ts';
import type { AccountSession } from '../accounts/accounts.ts';
import type { Invitation as OpenInvitation } from '../accounts/invitations.ts';
import { gone } from '../accounts/joining.ts';
import type { TeamMember as Member } from '../accounts/members.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { idOf } from '../id.ts';
import { notFound, ProblemError } from '../problem.ts';
import { plain, route } from '../route.ts';
import {
  acceptance,
  team as answer,
  heldInvitation,
  type Invitation,
  newInvitation,
  roleChange,
  sentInvitation,
  type TeamMember,
  teamMember,
} from '../schemas.ts';

const done = z.object({ done: z.literal(true) });

export const team = {
  'GET /api/team': route({
    summary: 'Who works with this business, and who is invited',
    answer,
    async handle({ deps, session, organizationId, at }) {
      const [members, invitations] = await Promise.all([
        deps.accounts.members.list(organizationId),
        deps.accounts.invitations.list(organizationId),
      ]);
      return {
        members: members.map((member) => presentMember(member, session)),
        invitations: invitations.map((each) => presentInvitation(each, at)),
      };
    },
  }),
  'POST /api/team/invitations': route({
    summary: 'Invites somebody by a letter; inviting an address again sends a new one',
    body: newInvitation,
    status: 201,
    answer: sentInvitation,
    async handle({ deps, session, organizationId, body, at }) {
      const by = personOf(session);
      const business = await nameOf(deps, organizationId);
      const { mailed, ...made } = await deps.accounts.invitations.invite(by, body, {
        person: session.user.name,
        business,
      });
      return { ...presentInvitation(made, at), mailed };
    },
  }),
  'DELETE /api/team/invitations/:id': route({
    summary: 'Takes an invitation back',
    answer: done,
    async handle({ deps, session, params }) {
      if (!(await deps.accounts.invitations.cancel(personOf(session), idOf(params.id, 'invitation'))))
        throw notFound('invitation');
      return { done: true as const };
    },
  }),
  'PATCH /api/team/members/:id': route({
    summary: 'Gives somebody another role',
    body: roleChange,
    answer: teamMember,
    async handle({ deps, session, params, body }) {
      const changed = await deps.accounts.members.changeRole(personOf(session), idOf(params.id, 'person'), body.role);
      if (!changed) throw notFound('person');
      return presentMember(changed, session);
    },
  }),
  'DELETE /api/team/members/:id': route({
    summary: 'Lets somebody in no more',
    answer: done,
    async handle({ deps, session, params }) {
      if (!(await deps.accounts.members.remove(personOf(session), idOf(params.id, 'person')))) throw notFound('person');
      return { done: true as const };
    },
  }),
  'GET /api/invitation': plain({
    summary: 'What the link of an invitation shows',
    reads: 'nothing',
    answer: heldInvitation,
    handlers: (deps) => [
      async (request, response) => {
        const found = await deps.accounts.invitations.find(String(request.query.token));
        if (!found) throw gone();
        const business = await nameOf(deps, found.organizationId);
        response.set('cache-control', 'no-store').json(heldInvitation.parse({ ...found, business }));
      },
    ],
  }),
  'POST /api/invitation/acceptances': plain({
    summary: 'Accepts an invitation with the account that is signed in, or with a new one',
    reads: 'json',
    body: acceptance,
    answer: done,
    handlers: (deps) => [
      async (request, response) => {
        const { token, account = null } = acceptance.parse(request.body ?? {});
        const person = await deps.accounts.person(request.headers);
        const signedIn = await deps.accounts.join({ token, person, account });
        for (const cookie of signedIn?.headers.getSetCookie() ?? []) response.append('set-cookie', cookie);
        response.set('cache-control', 'no-store').json({ done: true });
      },
    ],
  }),
};

/** Whoever is vouched for by another issuer, or holds a key, is on no list of ours. */
function personOf({ kind, organizationId, userId, role }: AccountSession) {
  if (kind !== 'person')
    throw new ProblemError(409, 'team_elsewhere', 'Your account is kept elsewhere: invite people there.');
  return { organizationId, userId, role };
}

async function nameOf(deps: ApiDependencies, organizationId: string): Promise<string> {
  const row = await deps.database.withOrganization(organizationId, findOrganization);
  return row?.name ?? 'a business';
}

const presentMember = ({ userId, joinedAt, ...member }: Member, session: AccountSession): TeamMember => ({
  ...member,
  id: userId,
  you: session.kind === 'person' && session.userId === userId,
  joinedAt: joinedAt.toISOString(),
});

const presentInvitation = ({ expiresAt, ...invitation }: OpenInvitation, at: Date): Invitation => ({
  ...invitation,
  expiresAt: expiresAt.toISOString(),
  expired: expiresAt <= at,
});
