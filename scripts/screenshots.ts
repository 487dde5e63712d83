// Takes the pictures of docs/ from a product that runs: npm start in one terminal, npm run screenshots in another.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { visitor } from '../e2e/browser.ts';
import { publish } from '../e2e/drills/journey.ts';
import { liveIn } from '../e2e/lived-in.ts';
import { Owner, zoneAtTwoInTheAfternoon } from '../e2e/owner.ts';
import { Sandbox } from '../e2e/sandbox.ts';
import { settling } from '../e2e/settled.ts';
import { until } from '../e2e/until.ts';

type Picture = { name: string; path: string; theme?: 'light' | 'dark' };

const web = `http://localhost:${process.env.PORT ?? 3000}`;
const sandbox = new Sandbox(`http://localhost:${process.env.SANDBOX_PORT ?? 4000}`);
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const jobs = [
  ['Grace', 'Hughes', 'Gutter cleaning'],
  ['Tom', 'Becker', 'Furnace tune-up'],
  ['Priya', 'Nair', 'Leak under the sink'],
  ['Walter', 'Kim', 'Fence repair'],
  ['Elena', 'Rossi', 'Spring window wash'],
] as const;

mkdirSync(folder, { recursive: true });
const owner = new Owner(web);
const name = `Ada${Date.now()}`;
await owner.signUp(name, 'Alder Home Services');
const { journeyId, customerId, enrollmentId } = await liveIn(owner, sandbox, 'Lopez');
await addJourneys(['review_request', 'rebooking', 'visit_reminder']);
await work();

const pictures: Picture[] = [
  { name: 'home', path: '/' },
  { name: 'builder', path: `/journeys/${journeyId}/edit` },
  { name: 'journey', path: `/people/${enrollmentId}` },
  { name: 'customer', path: `/customers/${customerId}`, theme: 'dark' },
];
for (const picture of pictures) await take(picture);
await owner.post('/api/crm/jobber/disconnect');

/** Ready journeys, turned on where what they need is there. */
async function addJourneys(keys: string[]): Promise<void> {
  type Card = { key: string; name: string; ways: { provider: string; definition: object }[] };
  const { items } = await owner.get<{ items: Card[] }>('/api/gallery');
  for (const card of items.filter(({ key }) => keys.includes(key))) {
    const way = card.ways.find(({ provider }) => provider === 'jobber');
    if (!way) continue;
    const { id } = await owner.post<{ id: string }>('/api/journeys', { name: card.name, draft: way.definition });
    // One that lacks a link stays a draft, as it would in the hands of an owner.
    await publish(owner, id).catch(() => undefined);
  }
}

/** Customers whose jobs are done today, and who are on their way by then. */
async function work(): Promise<void> {
  for (const [at, [firstName, lastName, title]] of jobs.entries()) {
    const client = await sandbox.client({
      firstName,
      lastName,
      emails: [{ address: `${firstName}.${lastName}@customers.example`.toLowerCase(), primary: true }],
      phones: [{ number: `+1207555${String(1100 + at)}`, primary: true, smsAllowed: true }],
    });
    const { id } = await sandbox.job({ clientId: client.id, title, total: 180 + at * 95 });
    await sandbox.completeJob(id);
  }
  await until(
    'everybody is on their way',
    async () => {
      const { items } = await owner.get<{ items: object[] }>(`/api/enrollments?journeyId=${journeyId}`);
      return items.length > jobs.length;
    },
    300_000,
  );
}

async function take({ name: picture, path, theme = 'light' }: Picture): Promise<void> {
  const { page, close } = await visitor({ zone: zoneAtTwoInTheAfternoon() });
  const settled = settling(page);
  await page.emulateMedia({ colorScheme: theme });
  await page.goto(`${web}/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel('Email').fill(`${name.toLowerCase()}@owner.example`);
  await page.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('#content').getByRole('heading', { level: 1 }).waitFor();
  // Nothing is pointed at.
  await page.mouse.move(0, 0);
  await settled();
  await page.screenshot({ path: `${folder}${picture}.png` });
  await close();
  console.log(`docs/images/${picture}.png`);
}
