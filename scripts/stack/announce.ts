import type { Config } from '../../config.ts';

interface Announcement {
  config: Config;
  sandboxed: string[];
  logs: string;
  signedUp: boolean;
  seconds: number;
}

/** Where everything is, and what to do first while nobody has done it. */
export function announce({ config, sandboxed, logs, signedUp, seconds }: Announcement): void {
  const real = [config.jobber, config.quickbooks, config.email, config.sms].some((vendor) => vendor.mode === 'real');
  const rows: [string, string][] = [
    ['Product', config.publicUrl],
    ...(sandboxed.length > 0
      ? [['Sandbox', `http://localhost:${config.sandboxPort}  (plays ${words(sandboxed)})`] as [string, string]]
      : []),
    ...(config.temporal.uiUrl ? [['Temporal UI', config.temporal.uiUrl] as [string, string]] : []),
    ['API', `http://localhost:${config.port}/api/docs`],
    ['Logs', logs],
  ];
  console.log(`\nAfterjob is ready after ${seconds.toFixed(1)} s.\n`);
  for (const [name, value] of rows) console.log(`  ${name.padEnd(13)}${value}`);
  console.log();
  if (!signedUp) {
    console.log(
      `First: open ${config.publicUrl}, sign up, and connect Jobber or QuickBooks under Settings → Integrations.`,
    );
  }
  if (real && !config.publicUrl.startsWith('https:')) {
    console.log(
      'The real vendors cannot send webhooks to this address: start a tunnel and set PUBLIC_URL to its https address.',
    );
    console.log('Until then changes are found by looking every minute.');
  }
  console.log('Ctrl-C stops everything; the next start keeps the data.');
}

function words(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
