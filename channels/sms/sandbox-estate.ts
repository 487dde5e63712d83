import { randomBytes } from 'node:crypto';
import express, { type Router } from 'express';
import * as z from 'zod';
import {
  type Account,
  accountOnWire,
  availableOnWire,
  campaignOnWire,
  type Estate,
  freeNumbers,
  newSid,
  numberOnWire,
  type OwnNumber,
  type Service,
  serviceOnWire,
  storedNumber,
  storedService,
} from './sandbox-accounts.ts';
import {
  accountSchema,
  asking,
  availableSchema,
  form,
  numberChangeSchema,
  numberListSchema,
  pageSchema,
  purchaseSchema,
  refuse,
  serviceChangeSchema,
  verificationListSchema,
} from './sandbox-request.ts';

const registrationSchema = z.strictObject({
  campaign: storedService.shape.campaign.optional(),
  verification: storedNumber.shape.verification.optional(),
});
const serviceSchema = z.strictObject({ account: z.string(), name: z.string(), numbers: z.array(z.string()) });

type Needs = { estate(): Estate; changed(): void; main: Account };

/**
 * What an account of the played Twilio owns: subaccounts, numbers, messaging services and their registration.
 * The operator's deeds in the vendor's console are under /control: a service, a registration that was decided.
 */
export function createEstate({ estate, changed, main }: Needs): {
  account: Router;
  messaging: Router;
  control: Router;
} {
  const account = express.Router({ mergeParams: true });
  const owner = (params: object) => z.object({ account: z.string() }).parse(params).account;
  const fields = (body: unknown) => new URLSearchParams(String(body));

  account.post('/Accounts.json', form, asking(accountSchema, 'body'), (request, response) => {
    const made: Account = {
      sid: newSid('AC'),
      token: randomBytes(16).toString('hex'),
      name: fields(request.body).get('FriendlyName') ?? 'Subaccount',
    };
    estate().accounts.push(made);
    changed();
    response.status(201).json(accountOnWire(made, main.sid));
  });
  account.get(
    '/Accounts/:account/IncomingPhoneNumbers.json',
    asking(numberListSchema, 'query'),
    (request, response) => {
      const wanted = request.query.PhoneNumber;
      const found = estate().owned.filter(
        (one) => one.account === owner(request.params) && (wanted === undefined || one.number === wanted),
      );
      response.json({ incoming_phone_numbers: found.map(numberOnWire), page: 0, page_size: 50, next_page_uri: null });
    },
  );
  account.get(
    '/Accounts/:account/AvailablePhoneNumbers/US/Local.json',
    asking(availableSchema, 'query'),
    (request, response) => {
      const area = z
        .string()
        .regex(/^\d{3}$/)
        .catch('202')
        .parse(request.query.AreaCode);
      response.json({ available_phone_numbers: freeNumbers(estate(), area).map(availableOnWire) });
    },
  );
  account.post(
    '/Accounts/:account/IncomingPhoneNumbers.json',
    form,
    asking(purchaseSchema, 'body'),
    (request, response) => {
      const number = fields(request.body).get('PhoneNumber') ?? '';
      if (!/^\+1\d{10}$/.test(number) || estate().owned.some((one) => one.number === number))
        return refuse(response, 400, 21422, `${number} is not available.`);
      const smsUrl = fields(request.body).get('SmsUrl');
      const at = { sid: newSid('PN'), account: owner(request.params), verification: null };
      const bought = { ...at, number, label: number, smsUrl };
      estate().owned.push(bought);
      changed();
      response.status(201).json(numberOnWire(bought));
    },
  );
  account.post(
    '/Accounts/:account/IncomingPhoneNumbers/:file',
    form,
    asking(numberChangeSchema, 'body'),
    (request, response) => {
      const number = estate().owned.find(
        ({ sid, account }) => `${sid}.json` === request.params.file && account === owner(request.params),
      );
      if (!number) return refuse(response, 404, 20404, 'The requested resource was not found');
      number.smsUrl = fields(request.body).get('SmsUrl') ?? number.smsUrl;
      changed();
      response.json(numberOnWire(number));
    },
  );

  const messaging = express.Router();
  const caller = (locals: Record<string, unknown>) => String(locals.account);
  const service = (sid: unknown, locals: Record<string, unknown>) =>
    estate().services.find((one) => one.sid === sid && one.account === caller(locals));
  const meta = (key: string) => ({ key, page: 0, page_size: 50, next_page_url: null, previous_page_url: null });
  messaging.get('/Services', asking(pageSchema, 'query'), (_request, response) => {
    const own = estate().services.filter((one) => one.account === caller(response.locals));
    response.json({ services: own.map(serviceOnWire), meta: meta('services') });
  });
  messaging.get('/Services/:sid/PhoneNumbers', asking(pageSchema, 'query'), (request, response) => {
    const found = service(request.params.sid, response.locals);
    if (!found) return refuse(response, 404, 20404, 'The requested resource was not found');
    const numbers = estate().owned.filter(({ number }) => found.numbers.includes(number));
    const phones = numbers.map(({ sid, number }) => ({ sid, phone_number: number, service_sid: found.sid }));
    response.json({ phone_numbers: phones, meta: meta('phone_numbers') });
  });
  messaging.get('/Services/:sid/Compliance/Usa2p', asking(pageSchema, 'query'), (request, response) => {
    const found = service(request.params.sid, response.locals);
    if (!found) return refuse(response, 404, 20404, 'The requested resource was not found');
    response.json({ compliance: found.campaign ? [campaignOnWire(found)] : [], meta: meta('compliance') });
  });
  messaging.post('/Services/:sid', form, asking(serviceChangeSchema, 'body'), (request, response) => {
    const found = service(request.params.sid, response.locals);
    if (!found) return refuse(response, 404, 20404, 'The requested resource was not found');
    found.inboundUrl = fields(request.body).get('InboundRequestUrl') ?? found.inboundUrl;
    found.onNumber = (fields(request.body).get('UseInboundWebhookOnNumber') ?? String(found.onNumber)) === 'true';
    changed();
    response.json(serviceOnWire(found));
  });
  messaging.get('/Tollfree/Verifications', asking(verificationListSchema, 'query'), (request, response) => {
    const asked = estate().owned.filter(
      ({ sid, account, verification }) =>
        sid === request.query.TollfreePhoneNumberSid && account === caller(response.locals) && verification !== null,
    );
    const verifications = asked.map(({ sid, number, verification }) => ({
      tollfree_phone_number_sid: sid,
      tollfree_phone_number: number,
      status: verification,
    }));
    response.json({ verifications, meta: meta('verifications') });
  });

  const poolAround = (own: Service | OwnNumber): Service => {
    if ('numbers' in own) return own;
    const known = estate().services.find(({ numbers }) => numbers.includes(own.number));
    if (known) return known;
    const pool = { account: own.account, name: own.label, numbers: [own.number], inboundUrl: null, onNumber: true };
    const made = { ...pool, sid: newSid('MG'), campaign: null };
    estate().services.push(made);
    return made;
  };

  const control = express.Router();
  control.get('/', (_request, response) => {
    const { accounts, owned, services } = estate();
    response.json({ accounts: accounts.map(({ sid, name }) => ({ sid, name })), numbers: owned, services });
  });
  control.post('/services', express.json(), (request, response) => {
    const given = serviceSchema.safeParse(request.body);
    if (!given.success) return void response.status(400).json({ message: z.prettifyError(given.error) });
    const made = { ...given.data, sid: newSid('MG'), inboundUrl: null, onNumber: false, campaign: null };
    estate().services.push(made);
    changed();
    response.status(201).json(made);
  });
  control.put('/registrations/:sid', express.json(), (request, response) => {
    const given = registrationSchema.safeParse(request.body);
    const { services, owned } = estate();
    const number = owned.find(({ sid }) => sid === request.params.sid);
    const own = services.find(({ sid }) => sid === request.params.sid) ?? number;
    if (!given.success || !own)
      return void response.status(404).json({ message: 'A service or number, and its state.' });
    const { campaign, verification } = given.data;
    if (number && verification !== undefined) number.verification = verification;
    // A campaign is a service's; whoever registers a number by itself gets one around it.
    if (campaign !== undefined) poolAround(own).campaign = campaign;
    changed();
    response.json(own);
  });
  return { account, messaging, control };
}
