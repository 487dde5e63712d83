import pg from 'pg';
import { createSms } from '../../channels/sms/index.ts';
import { instantChannel } from '../steps/instant-channel.ts';
import type { Mode } from './table.ts';

export type PollerSettings = {
  url: string;
  /** Null: one that answers at once; what is handed over is told to the parent. */
  vendor: { accountSid: string; authToken: string; baseUrl: string } | null;
  mode: Mode;
  /** Between two looks at the table; the looks stand on the full minute of the clock where it is one. */
  everyMs: number;
};

// The first system's sender: every minute, whatever is due, one after the other.
const { url, vendor, mode, everyMs }: PollerSettings = JSON.parse(process.argv[2] ?? '{}');
const client = new pg.Client({ connectionString: url });
await client.connect();
const tell = ({ to }: { to: string }) => void process.send?.({ at: Date.now(), to });
const sms = vendor ? createSms({ ...vendor, publicUrl: 'http://localhost:3000' }) : instantChannel('sms', tell);
process.once('disconnect', () => process.exit());
process.send?.('ready');
for (;;) {
  const { rows } = await client.query<{ id: string; recipient: string }>(
    'SELECT id, recipient FROM due_messages WHERE sent_at IS NULL AND due_at <= now() ORDER BY due_at',
  );
  for (const { id, recipient } of rows) {
    if (mode === 'mark-first') await mark(id);
    await sms.send({
      ...{ id, to: recipient, from: '+13125550100', replyTo: null, subject: null },
      ...{ text: `Hi, this is about your job ${id}`, html: null, headers: {}, until: null },
    });
    if (mode === 'send-first') await mark(id);
  }
  await new Promise((resolve) => setTimeout(resolve, everyMs - (Date.now() % everyMs)));
}

async function mark(id: string): Promise<void> {
  await client.query('UPDATE due_messages SET sent_at = now() WHERE id = $1', [id]);
}
