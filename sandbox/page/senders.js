import { control } from './control.js';
import { busy, byId, make, showList } from './dom.js';

const tollFree = /^\+1(?:800|833|844|855|866|877|888)/;

/** What the owner of a domain or number does elsewhere: the DNS, the registration with the phone companies. */
export function startSenders(vendors, refresh) {
  const read = async (vendor, path, none) => (vendors.includes(vendor) ? control(path) : none);
  return async () => {
    const [domains, estate] = await Promise.all([
      read('resend', '/resend/control/dns', []),
      read('twilio', '/twilio/control/estate', { numbers: [], services: [] }),
    ]);
    const rows = [...domains.map(domainRow), ...estate.numbers.map((number) => numberRow(number, estate.services))];
    showList(
      byId('sender-rows'),
      rows,
      ({ name }) => name,
      (row) => build(row, refresh),
      'None was added yet.',
    );
  };
}

function domainRow({ name, published, status }) {
  const path = `/resend/control/dns/${encodeURIComponent(name)}`;
  const deed = published ? 'Delete the DNS records' : 'Write the DNS records';
  return { name, state: status.replace('_', ' '), deed, path, body: { published: !published } };
}

function numberRow({ sid, number, verification }, services) {
  const campaign = services.find(({ numbers }) => numbers.includes(number))?.campaign ?? null;
  const known = tollFree.test(number) ? verification === 'TWILIO_APPROVED' : campaign === 'VERIFIED';
  const body = tollFree.test(number)
    ? { verification: known ? 'TWILIO_REJECTED' : 'TWILIO_APPROVED' }
    : { campaign: known ? 'FAILED' : 'VERIFIED' };
  const deed = known ? 'Refuse the number' : 'Register the number';
  const state = known ? 'registered' : 'not registered';
  return { name: number, state, deed, path: `/twilio/control/estate/registrations/${sid}`, body };
}

function build({ name, state, deed, path, body }, refresh) {
  const act = async (event) => {
    const work = async () => {
      await control(path, 'PUT', body);
      await refresh();
    };
    await busy(event.currentTarget, work, `${deed}: ${name}. The product looks every few minutes, or when asked to.`);
  };
  const button = make('button', { type: 'button', 'aria-label': `${deed} of ${name}`, onclick: act }, deed);
  return make('li', {}, make('span', {}, `${name}: ${state} `), button);
}
