import type { Twilio } from 'twilio';
import type { Numbers, OwnNumber, Registration } from '../sender-setup.ts';

/** Numbers and services in one list at most. */
const most = 200;
const tollFree = /^\+1(?:800|833|844|855|866|877|888)/;

const campaigns: Record<string, Registration | undefined> = { VERIFIED: 'registered', FAILED: 'failed' };
const verifications: Record<string, Registration | undefined> = {
  TWILIO_APPROVED: 'registered',
  TWILIO_REJECTED: 'failed',
};

/** What one account at Twilio owns. `within` ends every call in time and words its failure. */
export function createNumbers(
  client: Twilio,
  inboundUrl: string | null,
  within: <T>(call: () => Promise<T>) => Promise<T>,
): Numbers {
  const services = async (): Promise<OwnNumber[]> =>
    (await client.messaging.v1.services.list({ limit: most })).map(({ sid, friendlyName }) => ({
      kind: 'service',
      vendorId: sid,
      address: sid,
      label: friendlyName,
    }));
  const numbers = async (): Promise<OwnNumber[]> =>
    (await client.incomingPhoneNumbers.list({ limit: most }))
      .filter(({ capabilities }) => capabilities.sms)
      .map(({ sid, phoneNumber, friendlyName }) => ({
        kind: 'number',
        vendorId: sid,
        address: phoneNumber,
        label: friendlyName,
      }));

  const campaignOf = async (service: string): Promise<Registration> => {
    const all = await client.messaging.v1.services(service).usAppToPerson.list({ limit: 20 });
    const states = all.map(({ campaignStatus }) => campaigns[campaignStatus] ?? 'pending');
    return (['registered', 'pending', 'failed'] as const).find((state) => states.includes(state)) ?? 'missing';
  };
  const verificationOf = async (number: string): Promise<Registration> => {
    const all = await client.messaging.v1.tollfreeVerifications.list({ tollfreePhoneNumberSid: number, limit: 1 });
    return all[0] ? (verifications[all[0].status] ?? 'pending') : 'missing';
  };
  /** A number is registered by the campaign of the service that it is in. */
  const poolOf = async (number: string): Promise<string | null> => {
    for (const { vendorId } of await services()) {
      const inside = await client.messaging.v1.services(vendorId).phoneNumbers.list({ limit: most });
      if (inside.some(({ sid }) => sid === number)) return vendorId;
    }
    return null;
  };

  return {
    owned: () => within(async () => [...(await numbers()), ...(await services())]),
    available: (areaCode) =>
      within(async () => {
        const search = { areaCode: Number(areaCode), smsEnabled: true, limit: 20 };
        return (await client.availablePhoneNumbers('US').local.list(search)).map(({ phoneNumber }) => phoneNumber);
      }),
    buy: (number) =>
      within(async () => {
        const bought = await client.incomingPhoneNumbers.create({ phoneNumber: number, ...toUs(inboundUrl) });
        return { kind: 'number', vendorId: bought.sid, address: bought.phoneNumber, label: bought.friendlyName };
      }),
    listen: ({ kind, vendorId }) =>
      within(async () => {
        if (inboundUrl === null) return;
        if (kind === 'number') await client.incomingPhoneNumbers(vendorId).update(toUs(inboundUrl));
        else
          await client.messaging.v1
            .services(vendorId)
            .update({ inboundRequestUrl: inboundUrl, inboundMethod: 'POST', useInboundWebhookOnNumber: false });
      }),
    registration: ({ kind, vendorId, address }) =>
      within(async () => {
        if (kind === 'service') return campaignOf(vendorId);
        if (tollFree.test(address)) return verificationOf(vendorId);
        // Only North American carriers ask for it.
        if (!address.startsWith('+1')) return null;
        const pool = await poolOf(vendorId);
        return pool ? campaignOf(pool) : 'missing';
      }),
  };
}

const toUs = (inboundUrl: string | null) => (inboundUrl === null ? {} : { smsUrl: inboundUrl, smsMethod: 'POST' });
