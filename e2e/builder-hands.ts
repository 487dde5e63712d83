import type { Locator, Page } from 'playwright-core';
import type { Condition } from '../journeys/conditions.ts';
import type { Definition, Step, StepOf, WaitUnit } from '../journeys/definition.ts';
import { lanesOf } from '../journeys/tree.ts';

type Wait = StepOf<'wait'>;
type Length = { amount: number; unit: WaitUnit };

const kinds: Record<Exclude<Step['kind'], 'wait'>, string> = {
  send_email: 'Email',
  send_sms: 'Text',
  wait_for: 'Wait for the customer or an event',
  wait_until: 'Wait until a day or time',
  branch: 'If … else',
  split: 'Split by chance',
  ask_owner: 'Ask us first',
  exit: 'End the journey',
};
const facts: Record<string, string> = {
  invoice_unpaid: 'the invoice is still unpaid',
  quote_open: 'the quote is still open',
  no_open_visit: 'no visit is planned for the customer',
};

/** Builds any journey in the editor by what an owner can press and type; no other road in. */
export class BuilderHands {
  private readonly page: Page;
  /** What the editor calls a step of the journey that is copied. */
  private readonly ids = new Map<string, string>();

  constructor(page: Page) {
    this.page = page;
  }

  /** From a new journey's page to the last rule. */
  async build(web: string, name: string, definition: Definition, names: { provider: string; trigger: string }) {
    const { page } = this;
    await page.goto(`${web}/journeys/new`);
    await page.getByLabel('Name of the journey').fill(name);
    await page.getByRole('radio', { name: names.provider, exact: true }).click();
    await page.getByRole('radio', { name: names.trigger, exact: true }).click();
    await page.getByRole('button', { name: 'Write the messages' }).click();
    await page.getByRole('button', { name: 'Remove message 1' }).click();
    await this.lane(definition.steps, page.locator('#field-steps'));
    if (definition.filter) await this.filter(definition.filter);
    await this.exits(definition.exits);
    await this.rules(definition);
    await page.getByText('All changes saved').waitFor();
  }

  private async lane(steps: readonly Step[], lane: Locator): Promise<void> {
    let wait: Wait | null = null;
    for (const step of steps) {
      if (step.kind === 'wait') {
        wait = step;
        continue;
      }
      await this.add(step.kind, lane);
      await this.write(step, wait);
      wait = null;
    }
  }

  /** What stands last in a lane are the buttons that add to it. */
  private async add(kind: Exclude<Step['kind'], 'wait'>, lane: Locator): Promise<void> {
    const buttons = lane.locator(':scope > :last-child').getByRole('button');
    if (kind === 'send_email') return buttons.nth(0).click();
    if (kind === 'send_sms') return buttons.nth(1).click();
    await buttons.nth(2).click();
    await this.page.getByRole('menuitem', { name: kinds[kind], exact: true }).click();
  }

  private async write(step: Exclude<Step, Wait>, wait: Wait | null): Promise<void> {
    const { page } = this;
    const form = page.getByRole('region', { name: new RegExp(`^(Message|Step) \\d+: ${kinds[step.kind]}$`) });
    await form.waitFor();
    const card = page.locator('[data-card][aria-current="true"]');
    const id = (await card.getAttribute('data-card')) ?? '';
    this.ids.set(step.id, id);
    if (wait) {
      await form.getByLabel(/^When( to send)?$/).selectOption({ label: 'Wait first' });
      await this.length(form, 'Wait for', wait);
    }
    await this.fields(step, form);
    for (const { id: laneId, steps } of lanesOf(step)) {
      const names = { happened: 'When it happens', timed_out: 'When the time is over', yes: 'If you say yes' };
      const others = { no: 'If you say no', otherwise: 'Otherwise' };
      const name = { ...names, ...others }[laneId] ?? 'If';
      const item = page.locator(`li:has(> div > [data-card="${id}"])`);
      await this.way(steps, item.locator(`:scope > section[aria-label="${name}"]`));
    }
  }

  /** A way of a new wait may end the journey already. */
  private async way(steps: readonly Step[], lane: Locator): Promise<void> {
    const there = lane.locator(':scope > ol > li > div > [data-card]');
    const [only, ...rest] = steps;
    if ((await there.count()) > 0) {
      await there.first().click();
      if (only?.kind === 'exit' && rest.length === 0) return this.write(only, null);
      await this.page.getByRole('button', { name: /^Remove message/ }).click();
    }
    await this.lane(steps, lane);
  }

  private async fields(step: Exclude<Step, Wait>, form: Locator): Promise<void> {
    switch (step.kind) {
      case 'send_email':
        await form.getByLabel('Subject', { exact: true }).fill(step.subject);
        await form.getByLabel('Email text').fill(step.body);
        return this.messageRules(step, form);
      case 'send_sms':
        await form.getByLabel('Text message').fill(step.body);
        return this.messageRules(step, form);
      case 'wait_for':
        await form.getByLabel('What to wait for').selectOption(step.for);
        return this.length(form, 'At most', step);
      case 'wait_until':
        return this.until(step, form);
      case 'branch':
        return this.conditions(step.lanes[0]?.when ?? null, form);
      case 'ask_owner':
        await form.getByLabel('What you are asked').fill(step.question);
        await this.length(form, 'Wait for your answer', step);
        await form.getByLabel('If nobody answers, it counts as').selectOption(step.silence);
        return;
      case 'exit':
        if (step.goal) await this.flip(form, 'Counts as a goal', true);
        return;
      case 'split':
        throw new Error('No ready journey splits');
    }
  }

  /** The switch itself has no size: its words are pressed, once they stand still. */
  private async flip(form: Locator, label: string | RegExp, on: boolean): Promise<void> {
    if ((await form.getByLabel(label).isChecked()) !== on) await form.locator('label', { hasText: label }).click();
  }

  private async length(form: Locator, label: string, { amount, unit }: Length): Promise<void> {
    await form.getByLabel(label, { exact: true }).fill(String(amount));
    await form.getByLabel('Unit').selectOption(unit);
    await form.getByLabel(label, { exact: true }).fill(String(amount));
  }

  private async messageRules(step: StepOf<'send_email' | 'send_sms'>, form: Locator): Promise<void> {
    if (step.fallback) await this.flip(form, /^Send it as (a text|an email) when/, true);
    if (!step.onlyIf && step.usefulForHours === undefined) return;
    await form.getByText('When it must not be sent').click();
    for (const { fact } of step.onlyIf ?? []) await form.getByLabel(facts[fact] ?? fact).check();
    if (step.usefulForHours !== undefined) await form.getByLabel(/^It helps for/).fill(String(step.usefulForHours));
  }

  private async until({ time, weekdays, date, passed }: StepOf<'wait_until'>, form: Locator): Promise<void> {
    if (date) {
      await form.getByLabel('Until when').selectOption(date.amount < 0 ? 'before' : 'after');
      await this.length(form, 'How long', { amount: Math.abs(date.amount), unit: date.unit });
      await form.getByLabel('Which date').selectOption(date.field);
      await form.getByLabel('If the date is not known, or has passed').selectOption(passed);
    }
    await form.getByLabel('At', { exact: true }).fill(time ?? '');
    await this.weekdays(form, weekdays);
  }

  private async weekdays(form: Locator, days: readonly number[]): Promise<void> {
    const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    for (const day of days) await form.getByLabel(names[day - 1] ?? '', { exact: true }).check();
  }

  private async conditions(condition: Condition | null, form: Locator): Promise<void> {
    if (condition === null) return;
    const parts = 'all' in condition ? condition.all : [condition];
    for (const [index, part] of parts.entries()) {
      await form.getByRole('button', { name: 'Add a condition' }).first().click();
      await this.condition(part, `Condition ${index + 1}`, form);
    }
  }

  private async condition(condition: Condition, label: string, form: Locator): Promise<void> {
    if ('not' in condition) {
      await this.condition(condition.not, label, form);
      return form.getByLabel(`${label}: the opposite of it`).check();
    }
    const about = form.getByLabel(`${label}: about what`);
    if ('was' in condition) {
      await about.selectOption(`step ${this.ids.get(condition.step)}`);
      await form.getByLabel(`${label}: how it is compared`).selectOption(condition.was);
      return;
    }
    if (!('field' in condition)) throw new Error('No ready journey asks for such a thing');
    await about.selectOption(condition.field);
    await form.getByLabel(`${label}: how it is compared`).selectOption(condition.is);
    const { value } = condition;
    const entry = form.getByLabel(`${label}: with what`);
    if (typeof value === 'boolean') await entry.selectOption(String(value));
    else if (value !== undefined) await entry.fill(String(value));
  }

  private async open(part: string): Promise<Locator> {
    await this.page.locator(`#card--${part}`).click();
    const names: Record<string, RegExp> = { who: /^Who may enter/, exits: /^Ends early/, rules: /^Rules/ };
    const form = this.page.getByRole('region', { name: names[part] });
    await form.waitFor();
    return form;
  }

  private async filter(filter: Condition): Promise<void> {
    await this.conditions(filter, await this.open('who'));
  }

  private async exits(exits: Definition['exits']): Promise<void> {
    const form = await this.open('exits');
    for (const [index, { on, about, goal }] of exits.entries()) {
      await form.getByRole('button', { name: 'Add an ending' }).click();
      const ending = form.getByRole('region', { name: `Ending ${index + 1}` });
      await ending.getByLabel('What happens').selectOption(on);
      const choice = ending.getByLabel('About what');
      if ((await choice.count()) > 0) await choice.selectOption(about);
      await this.flip(ending, 'Counts as a goal', goal);
    }
  }

  private async rules(definition: Definition): Promise<void> {
    const { purpose, reentry, latenessHours, exclusive, usefulForHours, window } = definition;
    const form = await this.open('rules');
    await form.getByLabel('What the messages are for').selectOption(purpose);
    await form.getByLabel('May the same customer enter again?').selectOption(reentry.rule);
    if (reentry.rule === 'not_within_days')
      await form.getByLabel('Days before they may enter again').fill(String(reentry.days));
    await form.getByLabel(/^Ignore what is older/).fill(latenessHours === null ? '' : String(latenessHours));
    await form.getByText('More rules').click();
    if (exclusive) await form.getByLabel(/^Not beside other journeys/).fill(exclusive);
    if (usefulForHours !== null) await form.getByLabel(/^It helps for/).fill(String(usefulForHours));
    if (!window) return;
    if (window.hours) {
      await this.flip(form, 'Only between these hours', true);
      await form.getByLabel('From', { exact: true }).selectOption(String(window.hours[0]));
      await form.getByLabel('To', { exact: true }).selectOption(String(window.hours[1]));
    }
    await this.weekdays(form, window.weekdays ?? []);
    await form.getByLabel('Also on public holidays').setChecked(window.holidays);
  }
}

/** What two journeys share that do the same: ids are names, and a single condition is one of a list. */
export function meaningOf(definition: Definition): unknown {
  const names = new Map<string, string>();
  const rename = (id: string) => names.set(id, names.get(id) ?? `step ${names.size}`).get(id);
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    const { id, all, ...rest } = value as Record<string, unknown>;
    if (Array.isArray(all)) return all.length === 1 ? walk(all[0]) : { all: all.map(walk) };
    const isStep = typeof id === 'string' && 'kind' in rest;
    const own = isStep ? { id: rename(id) } : {};
    const asked = typeof rest.step === 'string' ? { step: rename(rest.step) } : {};
    return { ...own, ...Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, walk(part)])), ...asked };
  };
  return walk(definition);
}
