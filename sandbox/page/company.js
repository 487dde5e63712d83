import { control } from './control.js';
import { busy, byId } from './dom.js';

/** The business as a whole: a year or a day of work at once, and whether one system writes into the other. */
export function startCompany(vendors, refresh) {
  for (const button of document.querySelectorAll('[data-busy]')) {
    const vendor = button.dataset.busy;
    button.hidden = !vendors.includes(vendor);
    button.addEventListener('click', () =>
      busy(
        button,
        async () => {
          const totals = await control(`/${vendor}/control/busy`, 'POST', {});
          await refresh();
          return totals;
        },
        (totals) => `There are ${sentence(totals)} now.`,
      ),
    );
  }
  for (const button of document.querySelectorAll('[data-day]')) {
    const vendor = button.dataset.day;
    button.hidden = !vendors.includes(vendor);
    button.addEventListener('click', () =>
      busy(
        button,
        async () => {
          const { events } = await control(`/${vendor}/control/live`, 'POST', { count: 40, seed: Date.now() % 1e9 });
          await refresh();
          return events.length;
        },
        (count) => `${count} things happened that can start or end a journey.`,
      ),
    );
  }
  const both = ['jobber', 'quickbooks'].every((vendor) => vendors.includes(vendor));
  const mirror = byId('mirror');
  byId('mirroring').hidden = !both;
  mirror.addEventListener('change', () =>
    busy(
      mirror,
      async () => {
        const answer = await control('/mirror', 'PUT', { on: mirror.checked });
        await refresh();
        return answer;
      },
      ({ on }) => (on ? 'Jobber writes to QuickBooks Online from now on.' : 'Jobber keeps its papers to itself.'),
    ),
  );
  return async () => {
    if (!both) return;
    const { on } = await control('/mirror');
    if (!mirror.disabled) mirror.checked = on;
  };
}

const sentence = (totals) =>
  new Intl.ListFormat('en').format(Object.entries(totals).map(([name, count]) => `${count.toLocaleString()} ${name}`));
