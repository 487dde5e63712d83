import { control } from './control.js';
import { byId, clockTime, make, showList } from './dom.js';

const names = { jobber: 'Jobber', quickbooks: 'QuickBooks', resend: 'E-mail', twilio: 'Phone' };
const shown = 100;

/** What the product asked of the vendors. */
export function startCalls(played) {
  return async () => {
    const logs = await Promise.all(
      played.map(async (vendor) => {
        const calls = await control(`/${vendor}/control/calls?limit=${shown}`);
        return calls.slice(-shown).map((call, at) => ({ ...call, vendor, key: `${vendor}:${call.at}:${at}` }));
      }),
    );
    const newest = logs
      .flat()
      .sort((one, other) => other.at.localeCompare(one.at))
      .slice(0, shown);
    showList(byId('call-rows'), newest, (call) => call.key, row, make('td', { colspan: '5' }, 'No call yet.'));
  };
}

function row({ at, vendor, method, path, operation, status, userAgent }) {
  const cells = [
    clockTime(at),
    names[vendor],
    operation ?? `${method} ${path}`,
    status || 'no answer',
    userAgent ?? '',
  ];
  return make('tr', {}, ...cells.map((cell) => make('td', {}, String(cell))));
}
