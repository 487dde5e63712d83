import type { Deeds } from './deeds.ts';
import { randomFrom } from './random.ts';
import type { AddressRow } from './state.ts';

const day = 86_400_000;

/** The customers of the pretend Jobber, as a bookkeeper knows them: one hidden, one with parts, one without email. */
export function foundCompany(deeds: Deeds, now: number) {
  const address = (line1: string, city: string, postalCode: string): AddressRow => ({
    line1,
    line2: null,
    city,
    province: 'ME',
    postalCode,
    country: 'US',
  });
  const maria = deeds.createCustomer({
    givenName: 'Maria',
    familyName: 'Alvarez',
    createdAt: now - 420 * day,
    email: 'maria.alvarez@example.com',
    mobile: '(207) 555-0111',
    address: address('4 Pine Street', 'Portland', '04102'),
  });
  const dan = deeds.createCustomer({
    givenName: 'Dan',
    familyName: 'O’Neill',
    createdAt: now - 300 * day,
    email: 'dan.oneill@example.com, dan@work.example.com',
    phone: '207.555.0121 / 207.555.0122 (wife)',
    fax: '207 555 0129',
    address: address('88 Cove Road', 'South Portland', '04106'),
  });
  const harbor = deeds.createCustomer({
    companyName: 'Harbor Café',
    createdAt: now - 200 * day,
    email: 'office@harborcafe.example.com',
    phone: '(207) 555-0131 ext. 4',
    address: address('1 Wharf Street', 'Portland', '04101'),
  });
  const annex = deeds.createCustomer({ displayName: 'Annex', parentId: harbor.id, createdAt: now - 150 * day });
  deeds.createCustomer({
    displayName: 'Terrace roof',
    parentId: harbor.id,
    isProject: true,
    createdAt: now - 30 * day,
  });
  deeds.createCustomer({
    givenName: 'Walter',
    familyName: 'Becker',
    createdAt: now - 90 * day,
    mobile: '207-555-0141',
    address: address('17 Orchard Lane', 'Falmouth', '04105'),
  });
  deeds.createCustomer({
    displayName: 'Owen Marsh (deleted)',
    givenName: 'Owen',
    familyName: 'Marsh',
    active: false,
    createdAt: now - 700 * day,
    email: 'owen.marsh@example.com',
  });
  const old = deeds.createInvoice({
    customerId: maria.id,
    title: 'Gutter cleaning',
    total: 180,
    createdAt: now - 32 * day,
    sentAt: now - 32 * day,
  });
  deeds.pay({ customerId: maria.id, invoiceIds: [old.id], createdAt: now - 20 * day });
  old.updatedAt = now - 20 * day;
  deeds.createInvoice({
    customerId: dan.id,
    title: 'Water heater replacement',
    total: 1450,
    createdAt: now - 3 * day,
    sentAt: now - 3 * day,
  });
  deeds.createInvoice({ customerId: annex.id, title: 'Window cleaning', total: 240, createdAt: now - day });
  deeds.createEstimate({ customerId: harbor.id, title: 'Deck repair', total: 2300, createdAt: now - 4 * day });
}

export const givenNames = ['Ann', 'Ben', 'Cora', 'Dev', 'Ella', 'Finn', 'Gus', 'Hana', 'Ivan', 'June', 'Karim', 'Lena'];
export const familyNames = [
  'Archer',
  'Boone',
  'Castillo',
  'Doyle',
  'Engel',
  'Foster',
  'Grant',
  'Hayes',
  'Ito',
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

/** Years of business at once; `quiet` deeds tell nobody, as all of it lies in the past. */
export function seedHistory(
  quiet: Deeds,
  { customers, paidInvoices, seed }: { customers: number; paidInvoices: number; seed: number },
  now: number,
) {
  const { next: random, pick } = randomFrom(seed);
  const added = Array.from({ length: customers }, (_, n) =>
    quiet.createCustomer({
      givenName: pick(givenNames),
      familyName: `${pick(familyNames)} ${n}`,
      createdAt: now - Math.floor((30 + random() * 1000) * day),
      email: random() < 0.9 ? `customer-${seed}-${n}@example.com` : null,
      mobile: random() < 0.9 ? `(207) 555-${String(n % 10_000).padStart(4, '0')}` : null,
      active: random() >= 0.05,
    }),
  );
  for (let n = 0; n < paidInvoices && added.length > 0; n += 1) {
    const customer = pick(added);
    const paidAt = customer.createdAt + Math.floor(random() * (now - 2 * day - customer.createdAt));
    const createdAt = paidAt - Math.floor(random() * 20 * day);
    const total = 20 + Math.round(random() * 200_000) / 100;
    const invoice = quiet.createInvoice({
      customerId: customer.id,
      title: pick(works),
      total,
      createdAt,
      sentAt: createdAt,
    });
    quiet.pay({ customerId: customer.id, invoiceIds: [invoice.id], createdAt: paidAt });
    invoice.updatedAt = paidAt;
  }
}
