// Takes the README's picture from a product that runs: npm start in one terminal, npm run screenshots in another.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { visitor } from '../e2e/browser.ts';
import { publish } from '../e2e/drills/journey.ts';
import { Owner, zoneAtTwoInTheAfternoon } from '../e2e/owner.ts';
import { Sandbox } from '../e2e/sandbox.ts';
import { until } from '../e2e/until.ts';

const web = `http://localhost:${process.env.PORT ?? 3000}`;
const sandbox = new Sandbox(`http://localhost:${process.env.SANDBOX_PORT ?? 4000}`);
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
mkdirSync(folder, { recursive: true });

const owner = new Owner(web);
const name = `Ada${Date.now()}`;
await owner.signUp(name, 'Northwind Home Services');
const client = await sandbox.client({
  firstName: 'Maria',
  lastName: 'Lopez',
  emails: [{ address: 'maria.lopez@example.com', primary: true }],
  phones: [{ number: '+12075550143', primary: true, smsAllowed: true }],
});
const job = await sandbox.job({ clientId: client.id, title: 'Water heater replacement' });
const landed = await owner.connectJobber();
if (!landed.includes('connected=jobber'))
  throw new Error(`Not connected: ${landed}. Disconnect Jobber or npm run reset.`);
const journey = await owner.post<{ id: string }>('/api/journeys', {
  name: 'Thank you after a job',
  draft: {
    format: 1,
    trigger: { provider: 'jobber', type: 'job_completed' },
    purpose: 'thank_you',
    reentry: { rule: 'every_time' },
    latenessHours: null,
    exits: [],
    steps: [
      {
        id: 'thanks',
        kind: 'send_email',
        subject: 'Thank you, {{customer.first_name}}',
        body: 'Hello {{customer.first_name}},\n\nyour {{job.title}} is done. If anything is not right, just answer this email.',
      },
      { id: 'two-days', kind: 'wait', amount: 2, unit: 'days' },
      { id: 'ask', kind: 'send_sms', body: 'Hi {{customer.first_name}}, is everything fine with the {{job.title}}?' },
    ],
  },
});
await publish(owner, journey.id);
await sandbox.completeJob(job.id);
const enrollment = await until('the customer waits for the second message', async () => {
  const { items } = await owner.get<{ items: { id: string; due: string | null }[] }>(
    `/api/enrollments?journeyId=${journey.id}`,
  );
  return items.find(({ due }) => due !== null);
});

const { page, close } = await visitor({ zone: zoneAtTwoInTheAfternoon() });
await page.goto(`${web}/sign-in?next=/people/${enrollment.id}`);
await page.getByLabel('Email').fill(`${name.toLowerCase()}@owner.example`);
await page.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-password');
await page.getByRole('button', { name: 'Sign in' }).click();
await page.getByRole('button', { name: 'Skip the wait' }).waitFor();
await page.screenshot({ path: `${folder}journey.png` });
await close();
console.log(`docs/images/journey.png`);
