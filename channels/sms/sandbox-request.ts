import express, { type RequestHandler, type Response } from 'express';
import * as z from 'zod';

// Written from Twilio's own OpenAPI descriptions: twilio_api_v2010.json and twilio_messaging_v1.json, commit d50069b
// (2026-04-14). Strict, though the vendor may be lenient: a field that is not in them is a fault of ours.

const sid = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`));
const flag = z.enum(['true', 'false']);
const whole = z.string().regex(/^\d+$/);
const method = z.enum(['GET', 'POST']);
const address = z.url({ protocol: /^https?$/ });
const oneOrMore = z.union([z.string(), z.array(z.string())]);

/** POST …/Messages.json. What a number may be is Twilio's own judgement, and has codes of its own. */
export const messageSchema = z.strictObject({
  To: z.string(),
  StatusCallback: address.optional(),
  ApplicationSid: sid('AP').optional(),
  MaxPrice: z.string().optional(),
  ProvideFeedback: flag.optional(),
  Attempt: whole.optional(),
  ValidityPeriod: whole.refine((seconds) => Number(seconds) >= 1 && Number(seconds) <= 36_000).optional(),
  ForceDelivery: flag.optional(),
  ContentRetention: z.enum(['retain', 'discard']).optional(),
  AddressRetention: z.enum(['retain', 'obfuscate']).optional(),
  SmartEncoded: flag.optional(),
  PersistentAction: oneOrMore.optional(),
  TrafficType: z.enum(['free']).optional(),
  ShortenUrls: flag.optional(),
  ScheduleType: z.enum(['fixed']).optional(),
  SendAt: z.string().optional(),
  SendAsMms: flag.optional(),
  ContentVariables: z.string().optional(),
  RiskCheck: z.enum(['enable', 'disable']).optional(),
  From: z.string().optional(),
  FallbackFrom: z.string().optional(),
  MessagingServiceSid: sid('MG').optional(),
  Body: z.string().optional(),
  MediaUrl: oneOrMore.optional(),
  ContentSid: sid('HX').optional(),
});

const paging = { PageSize: whole.optional(), Page: whole.optional(), PageToken: z.string().optional() };
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}/);

/** GET …/Messages.json */
export const messageListSchema = z.strictObject({
  To: z.string().optional(),
  From: z.string().optional(),
  DateSent: day.optional(),
  'DateSent<': day.optional(),
  'DateSent>': day.optional(),
  ...paging,
});

/** POST /2010-04-01/Accounts.json */
export const accountSchema = z.strictObject({ FriendlyName: z.string().max(64).optional() });

/** GET …/IncomingPhoneNumbers.json */
export const numberListSchema = z.strictObject({
  Beta: flag.optional(),
  FriendlyName: z.string().optional(),
  PhoneNumber: z.string().optional(),
  Origin: z.string().optional(),
  ...paging,
});

const numberFields = {
  ApiVersion: z.string().optional(),
  FriendlyName: z.string().optional(),
  SmsApplicationSid: sid('AP').optional(),
  SmsFallbackMethod: method.optional(),
  SmsFallbackUrl: address.optional(),
  SmsMethod: method.optional(),
  SmsUrl: address.optional(),
  StatusCallback: address.optional(),
  StatusCallbackMethod: method.optional(),
  AddressSid: sid('AD').optional(),
  BundleSid: sid('BU').optional(),
};

/** POST …/IncomingPhoneNumbers/{Sid}.json, without the fields for voice and trunks. */
export const numberChangeSchema = z.strictObject({ ...numberFields, AccountSid: sid('AC').optional() });

/** POST …/IncomingPhoneNumbers.json, likewise. */
export const purchaseSchema = z.strictObject({
  ...numberFields,
  PhoneNumber: z.string().optional(),
  AreaCode: z.string().optional(),
});

/** GET …/AvailablePhoneNumbers/{CountryCode}/Local.json, without the search by place. */
export const availableSchema = z.strictObject({
  AreaCode: whole.optional(),
  Contains: z.string().optional(),
  SmsEnabled: flag.optional(),
  MmsEnabled: flag.optional(),
  VoiceEnabled: flag.optional(),
  Beta: flag.optional(),
  ...paging,
});

/** POST /v1/Services/{Sid} */
export const serviceChangeSchema = z.strictObject({
  FriendlyName: z.string().optional(),
  InboundRequestUrl: address.optional(),
  InboundMethod: method.optional(),
  FallbackUrl: address.optional(),
  FallbackMethod: method.optional(),
  StatusCallback: address.optional(),
  StickySender: flag.optional(),
  MmsConverter: flag.optional(),
  SmartEncoding: flag.optional(),
  FallbackToLongCode: flag.optional(),
  AreaCodeGeomatch: flag.optional(),
  ValidityPeriod: whole.optional(),
  SynchronousValidation: flag.optional(),
  Usecase: z.string().optional(),
  UseInboundWebhookOnNumber: flag.optional(),
});

/** Every list of the Messaging API that we ask for. */
export const pageSchema = z.strictObject(paging);

/** GET /v1/Tollfree/Verifications */
export const verificationListSchema = z.strictObject({
  TollfreePhoneNumberSid: sid('PN').optional(),
  Status: z.string().optional(),
  IncludeSubAccounts: flag.optional(),
  ExternalReferenceId: z.string().optional(),
  ...paging,
});

/** The fields of a form or a query; one that comes twice is a list. */
export function fieldsOf(params: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(params.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = params.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** The first field that the schema does not accept; null: all is well. */
export function faultyField(schema: z.ZodType, params: URLSearchParams): string | null {
  const [issue] = schema.safeParse(fieldsOf(params)).error?.issues ?? [];
  if (!issue) return null;
  return issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : String(issue.path[0] ?? 'body');
}

export function refuse(response: Response, status: number, code: number, message: string) {
  response.status(status).json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

/** Lets a request pass whose form (or query) the schema accepts. */
export const asking =
  (schema: z.ZodType, from: 'body' | 'query'): RequestHandler =>
  (request, response, next) => {
    const text = from === 'body' ? String(request.body ?? '') : (request.originalUrl.split('?')[1] ?? '');
    const faulty = faultyField(schema, new URLSearchParams(text));
    if (faulty === null) return next();
    refuse(response, 400, 20001, `Invalid parameter: ${faulty}`);
  };

/** The form of a request, as text. */
export const form = express.text({ type: 'application/x-www-form-urlencoded' });
