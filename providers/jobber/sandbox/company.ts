import type { Deeds } from './deeds.ts';
import { randomFrom } from './random.ts';
import type { ClientRow, State } from './state.ts';

const day = 86_400_000;
const hour = 3_600_000;

/** A small plausible company: a lead, an archived client, one without email, one with three phones. */
export function foundCompany(deeds: Deeds, now: number) {
  const address = (street1: string, city: string, postalCode: string) => ({
    street1,
    street2: null,
    city,
    province: 'Maine',
    postalCode,
    country: 'United States',
  });
  const maria = deeds.createClient({
    firstName: 'Maria',
    lastName: 'Alvarez',
    createdAt: now - 420 * day,
    emails: [{ address: 'maria.alvarez@example.com' }],
    phones: [{ number: '(207) 555-0111', description: 'MOBILE' }],
    billingAddress: address('4 Pine Street', 'Portland', '04102'),
  });
  const dan = deeds.createClient({
    firstName: 'Dan',
    lastName: 'O’Neill',
    createdAt: now - 300 * day,
    emails: [{ address: 'dan.oneill@example.com' }, { address: 'dan@work.example.com', description: 'WORK' }],
    phones: [
      { number: '(207) 555-0121', description: 'HOME', smsAllowed: false },
      { number: '(207) 555-0122', description: 'MOBILE' },
      { number: '(207) 555-0123', description: 'WORK' },
    ],
    billingAddress: address('88 Cove Road', 'South Portland', '04106'),
  });
  const harbor = deeds.createClient({
    firstName: 'Grace',
    lastName: 'Kim',
    companyName: 'Harbor Café',
    isCompany: true,
    createdAt: now - 200 * day,
    emails: [{ address: 'office@harborcafe.example.com' }],
    phones: [{ number: '(207) 555-0131' }],
    billingAddress: address('1 Wharf Street', 'Portland', '04101'),
  });
  deeds.createClient({
    firstName: 'Walter',
    lastName: 'Becker',
    createdAt: now - 90 * day,
    phones: [{ number: '(207) 555-0141', description: 'MOBILE' }],
    billingAddress: address('17 Orchard Lane', 'Falmouth', '04105'),
  });
  const priya = deeds.createClient({
    firstName: 'Priya',
    lastName: 'Shah',
    isLead: true,
    createdAt: now - 5 * day,
    emails: [{ address: 'priya.shah@example.com' }],
    phones: [{ number: '(207) 555-0151', description: 'MOBILE' }],
  });
  deeds.createClient({
    firstName: 'Owen',
    lastName: 'Marsh',
    isArchived: true,
    createdAt: now - 700 * day,
    emails: [{ address: 'owen.marsh@example.com' }],
  });
  deeds.createJob({
    clientId: maria.id,
    title: 'Gutter cleaning',
    total: 180,
    createdAt: now - 40 * day,
    completedAt: now - 32 * day,
  });
  deeds.createJob({
    clientId: dan.id,
    title: 'Water heater replacement',
    total: 1450,
    createdAt: now - 3 * day,
    visits: [{ startAt: now + 2 * hour }],
  });
  deeds.createJob({
    clientId: harbor.id,
    title: 'Monthly window cleaning',
    total: 240,
    createdAt: now - 35 * day,
    visits: [{ startAt: now - 28 * day, completedAt: now - 28 * day }, { startAt: now + 2 * day }],
  });
  deeds.createQuote({ clientId: priya.id, title: 'Deck repair', total: 2300, createdAt: now - 4 * day });
  deeds.createInvoice({
    clientId: harbor.id,
    subject: 'Monthly window cleaning',
    total: 240,
    createdAt: now - 26 * day,
    sentAt: now - 26 * day,
    dueDate: new Date(now + 4 * day).toISOString().slice(0, 10),
  });
}

export const firstNames = [
  'Ann',
  'Ben',
  'Cora',
  'Dev',
  'Ella',
  'Finn',
  'Gus',
  'Hana',
  'Ivan',
  'June',
  'Karim',
  'Lena',
  'Moss',
  'Nia',
];
export const lastNames = [
  'Archer',
  'Boone',
  'Castillo',
  'Doyle',
  'Engel',
  'Foster',
  'Grant',
  'Hayes',
  'Ito',
  'Jensen',
  'Keller',
];
export const works = [
  'Lawn mowing',
  'Drain cleaning',
  'Furnace tune-up',
  'Roof inspection',
  'Tree trimming',
  'House wash',
];

/** Years of business at once: no notices, as all of it lies in the past. */
export function seedHistory(state: State, input: { clients: number; finishedJobs: number; seed: number }, now: number) {
  const { next: random, pick } = randomFrom(input.seed);
  const flags: ClientRow['flags'] = {
    receivesReminders: true,
    receivesFollowUps: true,
    receivesQuoteFollowUps: true,
    receivesInvoiceFollowUps: true,
    receivesReviewRequests: true,
  };
  const added: ClientRow[] = [];
  for (let n = 0; n < input.clients; n += 1) {
    const id = state.nextId++;
    const createdAt = now - Math.floor((30 + random() * 1000) * day);
    const row: ClientRow = {
      id,
      firstName: pick(firstNames),
      lastName: `${pick(lastNames)} ${n}`,
      companyName: null,
      isCompany: false,
      isLead: random() < 0.05,
      isArchived: random() < 0.05,
      sampleData: false,
      emails:
        random() < 0.9
          ? [
              {
                id: state.nextId++,
                address: `client-${input.seed}-${n}@example.com`,
                description: 'MAIN',
                primary: true,
              },
            ]
          : [],
      phones:
        random() < 0.9
          ? [
              {
                id: state.nextId++,
                number: `(207) 555-${String(n % 10_000).padStart(4, '0')}`,
                description: 'MOBILE',
                primary: true,
                smsAllowed: random() < 0.9,
              },
            ]
          : [],
      billingAddress: {
        street1: `${1 + (n % 200)} Main Street`,
        street2: null,
        city: 'Portland',
        province: 'Maine',
        postalCode: '04101',
        country: 'United States',
      },
      flags: { ...flags },
      createdAt,
      updatedAt: createdAt,
    };
    state.clients.set(id, row);
    added.push(row);
  }
  const owners = added.length > 0 ? added : [...state.clients.values()];
  for (let n = 0; n < input.finishedJobs && owners.length > 0; n += 1) {
    const client = pick(owners);
    const id = state.nextId++;
    const visitId = state.nextId++;
    const completedAt = client.createdAt + Math.floor(random() * (now - 2 * day - client.createdAt));
    const createdAt = completedAt - Math.floor(random() * 10 * day);
    const title = pick(works);
    const closedAt = random() < 0.7 ? completedAt + hour : null;
    state.jobs.set(id, {
      id,
      clientId: client.id,
      jobNumber: state.jobs.size + 1,
      title,
      total: Math.round(random() * 200_000) / 100,
      createdAt,
      updatedAt: closedAt ?? completedAt,
      completedAt,
      closedAt,
      visitIds: [visitId],
    });
    state.visits.set(visitId, {
      id: visitId,
      jobId: id,
      clientId: client.id,
      title,
      startAt: completedAt - hour,
      endAt: completedAt,
      completedAt,
      createdAt,
    });
  }
}
