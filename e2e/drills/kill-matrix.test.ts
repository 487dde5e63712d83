import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { cases, deep } from '../../testing/depth.ts';
import { Owner } from '../owner.ts';
import { Sandbox } from '../sandbox.ts';
import { until } from '../until.ts';
import { all, publishJourney } from './journey.ts';
import { type Answer, allCells, answers, type Cell, channels, sampleCells } from './kill-cells.ts';
import { type Stack, startStack } from './stack.ts';

const minute = 60_000;
/** The whole takes as long as it takes that a text without any trace goes to the owner's review. */
const limitMs = deep ? 120 * minute : 10 * minute;

const faults: Record<Answer, Record<string, number>> = {
  given: {},
  lost: { loseAnswer: 1 },
  refused: { rateLimit: 1 },
  slow: { delayMs: 2_000 },
};

/** A notice would settle the message before its second attempt comes to the lines behind an answer. */
const faultsOf = ({ answer, needsSilence }: Cell) => ({ ...faults[answer], ...(needsSilence && { silent: true }) });

type Found = { cell: Cell; deaths: number; arrived: number; status: string };

let stack: Stack;
let owner: Owner;
let sandbox: Sandbox;

beforeAll(async () => {
  stack = await startStack();
  for (const name of ['temporal', 'sandbox', 'api', 'worker'] as const) await stack.start(name);
  owner = new Owner(stack.api);
  sandbox = new Sandbox(stack.sandbox);
}, 240_000);

afterAll(async () => {
  await stack?.stop();
}, 60_000);

it(
  'neither doubles nor loses a message, wherever a process dies',
  async () => {
    const chosen = deep ? allCells : sampleCells;
    cases('cells of the kill matrix', { sample: sampleCells.length, whole: allCells.length });
    const seed = jest.getSeed();
    const whole = { minLength: chosen.length, maxLength: chosen.length };
    const [cells = []] = fc.sample(fc.shuffledSubarray([...chosen], whole), { seed, numRuns: 1 });

    await owner.signUp('Mat');
    const jobs = new Map<Cell, { id: string }>();
    for (const cell of cells) {
      const client = await sandbox.client({
        firstName: 'Cell',
        lastName: String(cell.number),
        emails: cell.channel === 'email' ? [{ address: addressOf(cell), primary: true }] : [],
        phones: cell.channel === 'sms' ? [{ number: addressOf(cell), primary: true, smsAllowed: true }] : [],
      });
      jobs.set(cell, await sandbox.job({ clientId: client.id, title: `Cell ${cell.number}` }));
    }
    expect(await owner.connectJobber()).toContain('connected=jobber');
    await publishJourney(owner, 'job_completed', {
      subject: 'Done: {{job.title}}',
      body: '{{job.title}} is done.',
      sms: '{{job.title}} is done.',
    });

    const deaths = new Map<Cell, number>();
    // Who died over the cell before; who lives is not armed any more.
    let last: Cell['process'] | null = null;
    const mend = async (name: Cell['process'] | null) => {
      if (name) await stack.kill(name);
      if (name) await stack.start(name);
    };
    for (const cell of cells) {
      await sandbox.send('PUT', `/${vendor[cell.channel]}/control/faults`, { to: about(cell), ...faultsOf(cell) });
      await stack.kill(cell.process);
      await stack.start(cell.process, { CRASH_POINT: `${cell.point}:${about(cell)}` });
      if (last !== cell.process) await mend(last);
      last = cell.process;
      await sandbox.completeJob(jobs.get(cell)?.id ?? '');
      const where = await stack.death(cell.process, 2 * minute).catch(() => 'nowhere');
      deaths.set(cell, where === cell.point ? 1 : 0);
    }
    await mend(last);

    const found = await until('every message is accounted for', () => accounted(cells, deaths), limitMs / 2);
    if (deep) writeTable(found, seed);
    const wrong = (is: (one: Found) => boolean) => found.filter(is).map(({ cell, ...rest }) => ({ ...cell, ...rest }));
    expect(wrong(({ deaths: hits }) => hits === 0)).toEqual([]);
    expect(wrong(({ arrived }) => arrived > 1)).toEqual([]);
    expect(wrong(({ arrived, cell, status }) => arrived === 0 && !(cell.channel === 'sms' && inDoubt(status)))).toEqual(
      [],
    );
  },
  limitMs,
);

const vendor = { email: 'resend', sms: 'twilio' } as const;
const addressOf = (cell: Cell) =>
  cell.channel === 'email' ? `cell${cell.number}@customers.example` : `+1212555${1000 + cell.number}`;
/** What of the address stands in every spelling of it. */
const about = (cell: Cell) => (cell.channel === 'email' ? `cell${cell.number}@` : `1212555${1000 + cell.number}`);

/** Whom the owner is asked about, or (in the short run) soon will be. */
const inDoubt = (status: string) => status === 'review' || (!deep && status === 'unknown');

/** @throws until every enrollment is over and every message has come to its end */
async function accounted(cells: readonly Cell[], deaths: ReadonlyMap<Cell, number>): Promise<Found[]> {
  const enrollments = await all<{ status: string }>(owner, '/api/enrollments');
  const over = enrollments.filter(({ status }) => status === 'completed');
  if (over.length < cells.length) throw new Error(`${over.length} of ${cells.length} enrollments are over`);
  const ledger = await all<{ to: string | null; status: string }>(owner, '/api/messages');
  const [emails, texts] = [await sandbox.emails(), await sandbox.texts()];
  const found = cells.map((cell) => ({
    cell,
    deaths: deaths.get(cell) ?? 0,
    arrived: [...emails, ...texts].filter(({ to }) => String(to) === addressOf(cell)).length,
    status: ledger.find(({ to }) => to === addressOf(cell))?.status ?? 'none',
  }));
  const open = ({ status, arrived }: Found) =>
    status === 'rendered' || status === 'reserved' || (status === 'unknown' && (deep || arrived > 0));
  const left = found.filter(open);
  if (left.length > 0) throw new Error(`Open: ${JSON.stringify(left)}`);
  return found;
}

function writeTable(found: readonly Found[], seed: number): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const columns = channels.flatMap((channel) => answers.map((answer) => ({ channel, answer })));
  const points = [...new Set(allCells.map(({ point }) => point))];
  const said = ({ deaths, arrived, status }: Found) => `${deaths} † ${arrived} ✉ ${status}`;
  const rows = points.map((point) => {
    const line = columns.map(({ channel, answer }) => {
      const one = found.find(({ cell }) => cell.point === point && cell.channel === channel && cell.answer === answer);
      return one ? said(one) : '–';
    });
    return `| ${point} | ${line.join(' | ')} |`;
  });
  const doubled = found.filter(({ arrived }) => arrived > 1).length;
  const review = found.filter(({ status }) => status === 'review').length;
  const lost = found.filter(({ arrived, status }) => arrived === 0 && status !== 'review').length;
  const text = `# The kill matrix

Written by \`npm run test:deep\` on ${new Date().toISOString().slice(0, 10)}, commit ${commit}, seed ${seed}: ${found.length} cells, ${doubled} doubled, ${lost} lost, ${review} in the owner's review.

In each cell a process (the API for \`callback-arrived\` and \`callback-kept\`, else the worker) dies by SIGKILL at the named line (\`crash-points.ts\`) over one message, while the vendor gives its answer, loses it, refuses the first request (429) or answers 2 s late. (Where the answer to an email is lost, the lines behind an answer are only come to by the second attempt; there the vendor's notices are withheld, which would make it needless.) A cell says how often the process died there (†), how many messages the vendor had in the end (✉) and what the ledger says of it. A dash: with that answer nobody comes to that line.

| point | ${columns.map(({ channel, answer }) => `${channel}, ${answer}`).join(' | ')} |
|---|${columns.map(() => '---|').join('')}
${rows.join('\n')}
`;
  writeFileSync(new URL('../../docs/kill-matrix.md', import.meta.url), text);
}
