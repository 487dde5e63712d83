import { beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;
let businessId: string;
beforeAll(async () => {
  owner = await signedUp(api.app, 'Rosa', 'Rosa Plumbing');
  businessId = (await owner.get('/api/me').expect(200)).body.organization.id;
});

let people = 0;
const address = (name: string) => `${name.toLowerCase()}-${++people}@example.com`;
const stranger = () => request.agent(api.app).set('origin', 'http://localhost:3000');
const linkOf = (letter = api.letters.at(-1)) => new URL(letter?.text.match(/http\S+/)?.[0] ?? 'http://none');
const tokenOf = () => linkOf().searchParams.get('token') ?? '';
const invite = (email: string, role = 'member', by = owner) => by.post('/api/team/invitations').send({ email, role });
const accept = (agent: TestAgent, token: string, account?: object) =>
  agent.post('/api/invitation/acceptances').send({ token, ...(account ? { account } : {}) });
const account = { name: 'Ben', password: 'a long password' };

/** Somebody who joined by a letter, without an account before. */
async function joined(name: string, role: string): Promise<{ agent: TestAgent; id: string; email: string }> {
  const email = address(name);
  await invite(email, role).expect(201);
  const agent = stranger();
  await accept(agent, tokenOf(), { ...account, name }).expect(200);
  const { body } = await agent.get('/api/me').expect(200);
  return { agent, id: body.user.id, email };
}

const team = async () => (await owner.get('/api/team').expect(200)).body;
const code = async (asked: request.Test, status: number) => (await asked.expect(status)).body.code;

describe('an invitation', () => {
  it('is a letter whose link opens an account and the business, confirmed and with the role', async () => {
    const email = address('Ben');
    const { body: sent } = await invite(` ${email.toUpperCase()} `, 'viewer').expect(201);
    expect(sent).toMatchObject({ email, role: 'viewer', invitedBy: 'Rosa', expired: false, mailed: true });
    expect(api.letters.at(-1)).toMatchObject({ to: email, subject: 'Join Rosa Plumbing on Afterjob' });
    const token = tokenOf();
    const { body: held } = await stranger().get(`/api/invitation?token=${token}`).expect(200);
    expect(held).toEqual({ business: 'Rosa Plumbing', email, role: 'viewer', invitedBy: 'Rosa', hasAccount: false });
    const agent = stranger();
    await accept(agent, token, account).expect(200);
    const { body } = await agent.get('/api/me').expect(200);
    expect(body).toMatchObject({
      user: { name: 'Ben', email, emailVerified: true },
      organization: { id: businessId },
      role: 'viewer',
    });
    expect((await team()).members).toMatchObject([
      { you: true, role: 'owner' },
      { you: false, email, role: 'viewer' },
    ]);
    expect((await team()).invitations).toEqual([]);
  });

  it('opens once, and nothing when it was taken back, renewed or too old', async () => {
    const email = address('Once');
    await invite(email).expect(201);
    const first = tokenOf();
    const { body: again } = await invite(email, 'viewer').expect(201);
    expect((await team()).invitations).toMatchObject([{ id: again.id, email, role: 'viewer' }]);
    expect(await code(stranger().get(`/api/invitation?token=${first}`), 410)).toBe('invitation_gone');
    await owner.delete(`/api/team/invitations/${again.id}`).expect(200);
    expect(await code(accept(stranger(), tokenOf(), account), 410)).toBe('invitation_gone');
    await owner.delete(`/api/team/invitations/${again.id}`).expect(404);

    const late = address('Late');
    const { body: old } = await invite(late).expect(201);
    await asOwner(api, "UPDATE afterjob_auth.invitations SET expires_at = now() - interval '1 minute' WHERE id = $1", [
      old.id,
    ]);
    expect(await code(accept(stranger(), tokenOf(), account), 410)).toBe('invitation_gone');
    expect((await team()).invitations).toMatchObject([{ email: late, expired: true }]);
  });

  it('makes one member of two clicks at once', async () => {
    const email = address('Twice');
    await invite(email).expect(201);
    const token = tokenOf();
    const answers = await Promise.all([1, 2].map(() => accept(stranger(), token, account)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    const rows = await asOwner(api, 'SELECT FROM afterjob_auth.users WHERE email = $1', [email]);
    expect(rows).toHaveLength(1);
  });

  it('lets in an account that exists once it is signed in, and no other account', async () => {
    const other = await signedUp(api.app, 'Olga', 'Olga Roofs');
    const { body: before } = await other.get('/api/me').expect(200);
    await invite(before.user.email, 'admin').expect(201);
    const token = tokenOf();
    const asked = await accept(stranger(), token, account).expect(409);
    expect(asked.body).toMatchObject({ code: 'sign_in_first', action: { label: 'Sign in' } });
    expect(await code(accept(await signedUp(api.app, 'Eve', 'Eve Roofing'), token), 409)).toBe('other_account');
    await accept(other, token).expect(200);
    const { body: after } = await other.get('/api/me').expect(200);
    expect(after).toMatchObject({ organization: { id: businessId }, role: 'admin' });
    expect(after.organizations).toMatchObject([
      { name: 'Olga Roofs', role: 'owner' },
      { id: businessId, role: 'admin' },
    ]);
    await other.put('/api/me/organization').send({ organizationId: before.organization.id }).expect(200);
    expect((await other.get('/api/me')).body).toMatchObject({ organization: { name: 'Olga Roofs' }, role: 'owner' });
    await other.put('/api/me/organization').send({ organizationId: after.user.id }).expect(404);
    expect(await code(invite(before.user.email), 409)).toBe('already_member');
  });

  it('is kept, and said, when its letter cannot leave', async () => {
    const email = address('Unsent');
    const { push } = api.letters;
    api.letters.push = () => {
      throw new Error('the vendor is down');
    };
    const { body } = await invite(email).expect(201);
    api.letters.push = push;
    expect(body).toMatchObject({ email, mailed: false });
    expect(api.logged.join('\n')).not.toContain(email);
    await owner.delete(`/api/team/invitations/${body.id}`).expect(200);
  });

  it('keeps its key out of the tables and the log', async () => {
    await invite(address('Quiet')).expect(201);
    const token = tokenOf();
    await stranger().get(`/api/invitation?token=${token}`).expect(200);
    const rows = await asOwner(api, 'SELECT * FROM afterjob_auth.invitations');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(api.logged.join('\n')).not.toContain(token);
  });
});

describe('roles', () => {
  it('are given and taken by admins, those of owners by owners alone', async () => {
    const [admin, member] = [await joined('Ada', 'admin'), await joined('Max', 'member')];
    const { body: rosa } = await owner.get('/api/me');
    const change = (by: TestAgent, id: string, role: string) => by.patch(`/api/team/members/${id}`).send({ role });
    await change(admin.agent, member.id, 'viewer').expect(200);
    expect((await member.agent.get('/api/me')).body.role).toBe('viewer');
    expect(await code(change(admin.agent, member.id, 'owner'), 403)).toBe('owners_only');
    expect(await code(change(admin.agent, rosa.user.id, 'member'), 403)).toBe('owners_only');
    expect(await code(admin.agent.delete(`/api/team/members/${rosa.user.id}`), 403)).toBe('owners_only');
    expect(await code(invite(address('Boss'), 'owner', admin.agent), 403)).toBe('owners_only');
    expect(await code(change(member.agent, member.id, 'admin'), 403)).toBe('role_too_low');
  });

  it('leave a business its last owner, also when two remove each other at once', async () => {
    const second = await joined('Sue', 'owner');
    const { body: rosa } = await owner.get('/api/me');
    const answers = await Promise.all([
      owner.delete(`/api/team/members/${second.id}`),
      second.agent.delete(`/api/team/members/${rosa.user.id}`),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const [left] = await asOwner<{ user_id: string }>(
      api,
      "SELECT user_id FROM afterjob_auth.members WHERE organization_id = $1 AND role = 'owner'",
      [businessId],
    );
    const remaining = left?.user_id === rosa.user.id ? owner : second.agent;
    expect(await code(remaining.delete(`/api/team/members/${left?.user_id}`), 409)).toBe('last_owner');
    expect(await code(remaining.patch(`/api/team/members/${left?.user_id}`).send({ role: 'admin' }), 409)).toBe(
      'last_owner',
    );
    await asOwner(api, "UPDATE afterjob_auth.members SET role = 'admin' WHERE organization_id = $1", [businessId]);
    await asOwner(
      api,
      `INSERT INTO afterjob_auth.members (id, organization_id, user_id, role) VALUES (gen_random_uuid(), $1, $2, 'owner')
      ON CONFLICT (organization_id, user_id) DO UPDATE SET role = 'owner'`,
      [businessId, rosa.user.id],
    );
  });

  it('end with being removed, at the next request', async () => {
    const { agent, id } = await joined('Gone', 'member');
    await agent.get('/api/customers').expect(200);
    await owner.delete(`/api/team/members/${id}`).expect(200);
    await agent.get('/api/customers').expect(401);
    await owner.delete(`/api/team/members/${id}`).expect(404);
  });

  it('of another business are out of reach', async () => {
    const { id } = await joined('Mine', 'viewer');
    const foreign = await signedUp(api.app, 'Eva', 'Eva Drains');
    await foreign.patch(`/api/team/members/${id}`).send({ role: 'owner' }).expect(404);
    await foreign.delete(`/api/team/members/${id}`).expect(404);
    expect((await foreign.get('/api/team')).body.members).toHaveLength(1);
  });
});
