import type { Page } from 'playwright-core';
import { visitor } from '../e2e/browser.ts';
import { signUp } from '../e2e/business.ts';
import { type Definition, emptyDefinition, type Step } from '../journeys/definition.ts';
import { ensureWebBuilt } from '../scripts/stack/web-build.ts';
import { startApi } from './api-process.ts';
import { workByFrame } from './frames.ts';
import { percentile } from './measure.ts';
import type { Bench, Row } from './table.ts';

const steps = 100;
const mostMs = 8;

/** W1: the browser's main thread while somebody moves through a long journey, by keys, by wheel, and with a step. */
export const moveThroughJourney: Bench = async ({ appUrl }): Promise<Row> => {
  await ensureWebBuilt(console.log);
  const api = await startApi(appUrl);
  const person = await visitor();
  const { page } = person;
  try {
    const web = `http://localhost:${api.port}`;
    await signUp(page, web, { name: 'Bench', business: 'Bench', email: `bench-${Date.now()}@owner.example` });
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    const answer = await page.request.post(`${web}/api/journeys`, {
      data: { name: 'A long one', draft: longJourney() },
      headers: { origin: web },
    });
    if (!answer.ok()) throw new Error(`The journey was not made: ${await answer.text()}`);
    const { id } = (await answer.json()) as { id: string };
    await page.goto(`${web}/journeys/${id}/edit`);
    await page.locator('[data-card]').first().focus();
    const parts: Record<string, number[]> = {};
    for (const [name, move] of Object.entries(moves)) parts[name] = await workByFrame(page, () => move(page));
    const all = Object.values(parts)
      .flat()
      .sort((a, b) => a - b);
    const p95 = percentile(all, 0.95);
    const said = Object.entries(parts).map(([name, frames]) => {
      const sorted = [...frames].sort((a, b) => a - b);
      return `${name} ${percentile(sorted, 0.95).toFixed(1)} (at most ${(sorted.at(-1) ?? 0).toFixed(1)})`;
    });
    return {
      id: 'W1',
      what: `Main-thread work per frame while moving through a journey of ${steps} steps in Chromium, p95`,
      target: `≤ ${mostMs} ms`,
      ratio: `${p95.toFixed(1)} ms`,
      figures: `${all.length.toLocaleString('en')} frames with work; ${said.join(', ')} ms`,
      met: p95 <= mostMs,
    };
  } finally {
    await person.close();
    await api.stop();
  }
};

/** As fast as a key repeats that is held down, with a rest in which the form opens at every tenth step. */
const moves: Record<string, (page: Page) => Promise<void>> = {
  async keys(page) {
    for (let press = 1; press <= steps + 4; press++) {
      await page.keyboard.press('ArrowDown', { delay: 33 });
      if (press % 10 === 0) await page.waitForTimeout(400);
    }
  },
  async wheel(page) {
    await page.mouse.move(300, 500);
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, turn < 30 ? 240 : -240);
      await page.waitForTimeout(33);
    }
  },
  async move(page) {
    await page.locator('[data-card="s20"]').click();
    for (let press = 0; press < 20; press++) {
      await page.keyboard.press('Alt+ArrowDown', { delay: 33 });
      await page.waitForTimeout(100);
    }
  },
};

/** A hundred steps of every kind, some in the ways of others. */
function longJourney(): Definition {
  const text = (id: string): Step => ({ id, kind: 'send_sms', body: 'Hi {{ customer.first_name }}, how was it?' });
  const list: Step[] = [];
  for (let count = 0; count < steps; ) {
    const id = `s${count}`;
    if (count % 10 === 5) {
      const when = { field: 'customer.is_company', is: 'is', value: true } as const;
      const lanes = [{ id: 'lane-1', when: { all: [when] }, steps: [text(`${id}a`)] }];
      list.push({ id, kind: 'branch', lanes, otherwise: [text(`${id}b`)] });
      count += 3;
    } else if (count % 4 === 0) {
      list.push({ id: `${id}w`, kind: 'wait', amount: 2, unit: 'days' }, text(id));
      count += 2;
    } else {
      list.push({
        id,
        kind: 'send_email',
        subject: `Letter ${count}`,
        body: 'Hi {{ customer.first_name }},\n\nhello.',
      });
      count += 1;
    }
  }
  return { ...emptyDefinition(), trigger: { provider: 'jobber', type: 'job_completed' }, steps: list };
}
