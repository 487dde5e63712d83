import type { Database, Tenant } from './database.ts';
import type { KeyRing, Place } from './encryption.ts';

/** An organization's own account at a vendor, in the clear. */
export type SenderAccount = { vendorAccount: string; secret: string };

type ChannelName = 'email' | 'sms';

/** The account of this organization, or null. What an older key has sealed is sealed anew. */
export async function readSenderAccount(
  tenant: Tenant,
  keys: KeyRing,
  channel: ChannelName,
): Promise<SenderAccount | null> {
  const row = await tenant.db.senderAccount.findFirst({ where: { organizationId: tenant.id, channel } });
  if (!row) return null;
  const sealed = unpacked(row.secret);
  const secret = keys.open(sealed, placeOf(tenant, row.vendorAccount));
  const account = { vendorAccount: row.vendorAccount, secret };
  if (sealed.keyId !== keys.currentKeyId) {
    await tenant.db.senderAccount.updateMany({
      where: { organizationId: tenant.id, channel, secret: row.secret },
      data: { secret: packed(tenant, keys, account) },
    });
  }
  return account;
}

/** Keeps the organization's account; false when the account is another organization's, or it has a different one. */
export async function saveSenderAccount(
  tenant: Tenant,
  keys: KeyRing,
  channel: ChannelName,
  account: SenderAccount,
  at: Date,
): Promise<boolean> {
  const { vendorAccount } = account;
  const secret = packed(tenant, keys, account);
  const made = await tenant.db.$executeRaw`
    INSERT INTO afterjob.sender_accounts (organization_id, channel, vendor_account, secret, created_at)
    VALUES (${tenant.id}::uuid, ${channel}, ${vendorAccount}, ${secret}, ${at}) ON CONFLICT DO NOTHING`;
  if (made === 1) return true;
  const { count } = await tenant.db.senderAccount.updateMany({
    where: { organizationId: tenant.id, channel, vendorAccount },
    data: { secret },
  });
  return count === 1;
}

/** Whose account it is; null: nobody's of ours. */
export async function findAccountOwner(
  database: Database,
  channel: ChannelName,
  vendorAccount: string,
): Promise<string | null> {
  const [row] = await database.call<{ organization_id: string }>(
    'SELECT organization_id FROM afterjob_functions.find_sender_account($1, $2)',
    [channel, vendorAccount],
  );
  return row?.organization_id ?? null;
}

const placeOf = (tenant: Tenant, vendorAccount: string): Place => ({
  organizationId: tenant.id,
  connectionId: vendorAccount,
  field: 'sender_secret',
});

// The id of the key goes before the sealed bytes, ended by a zero byte.
function packed(tenant: Tenant, keys: KeyRing, { vendorAccount, secret }: SenderAccount): Uint8Array<ArrayBuffer> {
  const { keyId, bytes } = keys.seal(secret, placeOf(tenant, vendorAccount));
  return Uint8Array.from(Buffer.concat([Buffer.from(`${keyId}\0`), bytes]));
}

function unpacked(stored: Uint8Array): { keyId: string; bytes: Buffer } {
  const end = stored.indexOf(0);
  return { keyId: Buffer.from(stored.subarray(0, end)).toString(), bytes: Buffer.from(stored.subarray(end + 1)) };
}
