import { randomUUID } from 'node:crypto';
import express, { type Response, type Router } from 'express';
import * as z from 'zod';
import { domainSchema, listSchema, nothingSchema, type Refusal, refusalOf } from './sandbox-request.ts';

const recordSchema = z.object({
  record: z.enum(['SPF', 'DKIM']),
  name: z.string(),
  type: z.enum(['MX', 'TXT', 'CNAME']),
  ttl: z.string(),
  status: z.enum(['not_started', 'pending', 'verified', 'failed']),
  value: z.string(),
  priority: z.number().optional(),
});

export const storedDomain = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['not_started', 'pending', 'verified', 'failed']),
  created_at: z.string(),
  region: z.string(),
  /** Whether its owner has written the records into the DNS. */
  published: z.boolean(),
  records: z.array(recordSchema),
});

type StoredDomain = z.infer<typeof storedDomain>;

const dnsSchema = z.strictObject({ published: z.boolean() });

/** The domains of the played Resend, and the DNS that its owner would write: PUT /control/dns/:name. */
export function createDomains(stored: () => StoredDomain[], changed: () => void): { api: Router; control: Router } {
  const api = express.Router();
  api.post('/', (request, response) => {
    const given = domainSchema.safeParse(request.body);
    if (!given.success) return refuse(response, refusalOf(request.body, given.error, ['name']));
    const name = given.data.name.toLowerCase();
    if (stored().some((domain) => domain.name === name))
      return refuse(response, {
        statusCode: 403,
        name: 'validation_error',
        message: `The ${name} domain has been registered already.`,
      });
    const domain = makeDomain(name, given.data.region);
    stored().push(domain);
    changed();
    response.status(201).json(wire(domain));
  });
  api.get('/', (request, response) => {
    const query = listSchema.safeParse(request.query);
    if (!query.success) return refuse(response, refusalOf(request.query, query.error, []));
    const data = stored().map(({ records, published, ...domain }) => domain);
    response.json({ object: 'list', has_more: false, data });
  });

  const one = (id: string, response: Response): StoredDomain | null => {
    const domain = stored().find((each) => each.id === id) ?? null;
    if (!domain) refuse(response, { statusCode: 404, name: 'not_found', message: 'Domain not found' });
    return domain;
  };
  api.get('/:id', (request, response) => {
    const domain = one(request.params.id, response);
    if (domain) response.json({ object: 'domain', ...wire(domain) });
  });
  api.post('/:id/verify', (request, response) => {
    const given = nothingSchema.safeParse(request.body);
    if (!given.success) return refuse(response, refusalOf(request.body, given.error, []));
    const domain = one(request.params.id, response);
    if (!domain) return;
    settle(domain);
    changed();
    response.json({ object: 'domain', id: domain.id });
  });
  api.delete('/:id', (request, response) => {
    const domain = one(request.params.id, response);
    if (!domain) return;
    stored().splice(stored().indexOf(domain), 1);
    changed();
    response.json({ object: 'domain', id: domain.id, deleted: true });
  });

  const control = express.Router();
  control.get('/', (_request, response) => void response.json(stored()));
  control.put('/:name', express.json(), (request, response) => {
    const given = dnsSchema.safeParse(request.body);
    const domain = stored().find(({ name }) => name === request.params.name);
    if (!given.success || !domain)
      return void response.status(404).json({ message: 'A domain that was added, and {"published": true}.' });
    domain.published = given.data.published;
    // Resend looks again by itself once it was asked to.
    if (domain.status !== 'not_started') settle(domain);
    changed();
    response.json(domain);
  });
  return { api, control };
}

function settle(domain: StoredDomain) {
  domain.status = domain.published ? 'verified' : 'pending';
  for (const record of domain.records) record.status = domain.status;
}

function makeDomain(name: string, region: string): StoredDomain {
  const at = new Date().toISOString();
  // Names are relative to the registered domain, as Resend gives them.
  const under = name.split('.').slice(0, -2).join('.');
  const named = (label: string) => (under ? `${label}.${under}` : label);
  const common = { ttl: 'Auto', status: 'not_started' } as const;
  const key = Buffer.from(`the key of ${name}`.repeat(6)).toString('base64').slice(0, 216);
  return {
    id: randomUUID(),
    name,
    status: 'not_started',
    created_at: at,
    region,
    published: false,
    records: [
      {
        ...common,
        record: 'SPF',
        name: named('send'),
        type: 'MX',
        value: `feedback-smtp.${region}.amazonses.com`,
        priority: 10,
      },
      { ...common, record: 'SPF', name: named('send'), type: 'TXT', value: 'v=spf1 include:amazonses.com ~all' },
      { ...common, record: 'DKIM', name: named('resend._domainkey'), type: 'TXT', value: `p=${key}` },
    ],
  };
}

const wire = ({ published, ...domain }: StoredDomain) => domain;

function refuse(response: Response, refusal: Refusal) {
  response.status(refusal.statusCode).json(refusal);
}
