import { startCalls } from './calls.js';
import { startCompany } from './company.js';
import { control } from './control.js';
import { byId, say } from './dom.js';
import { startFaults } from './faults.js';
import { startInbox } from './inbox.js';
import { startJobber } from './jobber.js';
import { startPhone } from './phone.js';
import { startQuickbooks } from './quickbooks.js';
import { startSenders } from './senders.js';

const { vendors, product } = await control('/settings.json');
Object.assign(byId('product'), { href: product, hidden: false });
for (const [vendor, section] of [
  ['jobber', 'jobber'],
  ['quickbooks', 'quickbooks'],
  ['resend', 'inbox'],
  ['twilio', 'phone'],
])
  byId(section).hidden = !vendors.includes(vendor);

// A part that scrolls must be reachable by keyboard.
for (const part of document.querySelectorAll('[data-scrolls]')) part.tabIndex = 0;

const readers = [];
/** Of each kind, the newest: a busy company has thousands. */
const shown = 60;
const refresh = async () => void (await Promise.all(readers.map((read) => read())));

if (vendors.includes('jobber')) {
  const show = startJobber(refresh);
  readers.push(async () => show(await control(`/jobber/control/state?limit=${shown}`)));
}
if (vendors.includes('quickbooks')) {
  const show = startQuickbooks(refresh);
  readers.push(async () => show(await control(`/quickbooks/control/state?limit=${shown}`)));
}
if (vendors.includes('resend')) {
  const show = startInbox(refresh);
  readers.push(async () => show(await control('/resend/control/messages')));
}
if (vendors.includes('twilio')) {
  const show = startPhone(refresh);
  readers.push(async () =>
    show(...(await Promise.all(['messages', 'numbers'].map((name) => control(`/twilio/control/${name}`))))),
  );
}
byId('senders').hidden = !vendors.includes('resend') && !vendors.includes('twilio');
readers.push(startSenders(vendors, refresh), startCompany(vendors, refresh), startFaults(vendors), startCalls(vendors));

const silence = 'The sandbox does not answer. Is it running? npm start';
let away = false;
async function look() {
  try {
    if (!document.hidden) {
      // While it is stopped, one asks for all.
      if (away) await control('/settings.json');
      await refresh();
      if (away) say('The sandbox is back.');
      away = false;
    }
  } catch {
    if (byId('said').textContent !== silence) say(silence, true, null);
    away = true;
  }
  setTimeout(look, away ? 5000 : 1000);
}
look();
