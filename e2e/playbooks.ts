import type { Page } from 'playwright-core';
import type { Sandbox } from './sandbox.ts';

export type Person = { first: string; last: string; email: string; phone: string };

/** The same story of a business, told by what people do at one provider. */
export type Playbook = {
  key: string;
  provider: string;
  /** What the link that begins a connection says. */
  connect: string;
  account: string;
  trigger: RegExp;
  /** A merge tag of the trigger's entity, and what it becomes. */
  tag: string;
  word(sandbox: Sandbox, work: string): Promise<string>;
  addCustomer(page: Page, person: Person): Promise<void>;
  /** What is there before the business connects. */
  addWork(page: Page, person: Person, work: string): Promise<void>;
  /** What happens to it after the journey is on. */
  finish(page: Page, work: string): Promise<void>;
};

export const playbooks: Playbook[] = [
  {
    key: 'jobber',
    provider: 'Jobber',
    connect: 'Connect Jobber',
    account: 'Northwind Home Services',
    trigger: /A job is completed/,
    tag: 'job.title',
    word: async (_sandbox, work) => work,
    async addCustomer(page, { first, last, email, phone }) {
      const form = await opened(page, 'Pretend Jobber', 'New client');
      await form.getByLabel('First name').fill(first);
      await form.getByLabel('Last name').fill(last);
      await form.getByLabel('E-mail', { exact: true }).fill(email);
      await form.getByRole('textbox', { name: 'Phone', exact: true }).fill(phone);
      await form.getByRole('button', { name: 'Create client' }).click();
    },
    async addWork(page, { first, last }, work) {
      const form = await opened(page, 'Pretend Jobber', 'New job');
      await choose(form, 'Client', `${first} ${last}`);
      await form.getByLabel('Job title').fill(work);
      await form.getByRole('button', { name: 'Create job' }).click();
      await page.getByRole('button', { name: `Complete job: ${work}` }).waitFor();
    },
    finish: (page, work) => page.getByRole('button', { name: `Complete job: ${work}` }).click(),
  },
  {
    key: 'quickbooks',
    provider: 'QuickBooks Online',
    connect: 'Connect to QuickBooks',
    account: 'Northwind Home Services',
    trigger: /An invoice is paid/,
    tag: 'invoice.number',
    async word(sandbox, work) {
      const { invoices } = await sandbox.send<{ invoices: { title: string; docNumber: string }[] }>(
        'GET',
        '/quickbooks/control/state',
      );
      return invoices.find(({ title }) => title === work)?.docNumber ?? '';
    },
    async addCustomer(page, { first, last, email, phone }) {
      const form = await opened(page, 'Pretend QuickBooks Online', 'New customer');
      await form.getByLabel('Given name').fill(first);
      await form.getByLabel('Family name').fill(last);
      await form.getByLabel('E-mail addresses').fill(email);
      await form.getByLabel('Mobile number').fill(phone);
      await form.getByRole('button', { name: 'Create customer' }).click();
    },
    async addWork(page, { first, last }, work) {
      const form = await opened(page, 'Pretend QuickBooks Online', 'New invoice');
      await choose(form, 'Customer', `${first} ${last}`);
      await form.getByLabel('Invoice for').fill(work);
      await form.getByLabel('Amount').fill('180');
      await form.getByRole('button', { name: 'Create invoice' }).click();
      await page.getByRole('button', { name: `Pay invoice: ${work}` }).waitFor();
    },
    finish: (page, work) => page.getByRole('button', { name: `Pay invoice: ${work}` }).click(),
  },
];

/** The form of a section, unfolded if it is not. */
async function opened(page: Page, section: string, name: string) {
  const region = page.getByRole('region', { name: section });
  await region.waitFor();
  const form = region.getByRole('form', { name });
  if (!(await form.isVisible())) await region.locator('summary').getByText(name, { exact: true }).click();
  return form;
}

async function choose(form: Awaited<ReturnType<typeof opened>>, label: string, option: string) {
  await form.getByRole('option', { name: option }).waitFor({ state: 'attached' });
  await form.getByRole('combobox', { name: label }).selectOption({ label: option });
}
