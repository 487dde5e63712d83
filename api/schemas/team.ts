import * as z from 'zod';
import { role } from './accounts.ts';
import { id, instant } from './shared.ts';

export const teamMember = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  you: z.boolean(),
  joinedAt: instant,
});
export type TeamMember = z.infer<typeof teamMember>;

export const invitation = z.object({
  id,
  email: z.string(),
  role,
  invitedBy: z.string().nullable(),
  expiresAt: instant,
  expired: z.boolean(),
});
export type Invitation = z.infer<typeof invitation>;

/** GET /api/team: a team has at most 200 people and open invitations, so it is one page. */
export const team = z.object({ members: z.array(teamMember), invitations: z.array(invitation) });
export type Team = z.infer<typeof team>;

export const newInvitation = z.strictObject({
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  role,
});
export type NewInvitation = z.input<typeof newInvitation>;

export const sentInvitation = invitation.extend({
  mailed: z.boolean().describe('Whether the letter left; inviting again sends another'),
});
export type SentInvitation = z.infer<typeof sentInvitation>;

export const roleChange = z.strictObject({ role });

/** GET /api/invitation?token=: what the letter's link shows. */
export const heldInvitation = z.object({
  business: z.string(),
  email: z.string(),
  role,
  invitedBy: z.string().nullable(),
  hasAccount: z.boolean().describe('There is an account with this address: sign in with it to accept'),
});
export type HeldInvitation = z.infer<typeof heldInvitation>;

export const acceptance = z.strictObject({
  token: z.string().min(1).max(200).describe('From the link of the letter'),
  account: z
    .strictObject({ name: z.string().trim().min(1).max(120), password: z.string().min(10).max(128) })
    .optional()
    .describe('For whoever has no account yet'),
});
export type Acceptance = z.infer<typeof acceptance>;
