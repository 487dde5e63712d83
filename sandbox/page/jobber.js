import { head, onSubmit, showChoices, showConnection, showWebhooks } from './account.js';
import { control } from './control.js';
import { busy, byId, make, showList } from './dom.js';

const route = (path) => `/jobber/control/${path}`;
const words = (status) => status.replaceAll('_', ' ');
let clients = new Map();

/** The pretend account: forms that create, lists that act. */
export function startJobber(refresh) {
  onSubmit('new-client', async (fields) => {
    const { firstName, lastName, companyName, email, phone } = fields;
    const made = await control(route('clients'), 'POST', {
      firstName,
      lastName,
      companyName: companyName || null,
      isCompany: Boolean(companyName) && !lastName,
      emails: email ? [{ address: email }] : [],
      phones: phone ? [{ number: phone, smsAllowed: fields.smsAllowed === 'on' }] : [],
    });
    await refresh();
    for (const select of document.querySelectorAll('select[name=clientId]')) select.value = made.id;
    return `Client ${made.name} created.`;
  });
  onSubmit('new-job', async ({ clientId, title, total, visits }) => {
    const visitList = Array.from({ length: Number(visits) }, () => ({}));
    await control(route('jobs'), 'POST', { clientId, title, total: Number(total || 0), visits: visitList });
    await refresh();
    return `Job “${title}” created.`;
  });
  onSubmit('new-quote', async ({ clientId, title, total }) => {
    await control(route('quotes'), 'POST', { clientId, title, total: Number(total || 0) });
    await refresh();
    return `Quote “${title}” created.`;
  });
  for (const button of document.querySelectorAll('#jobber [data-do]'))
    button.addEventListener('click', () => act(button, button.dataset.do, `${button.textContent}: done.`));

  function act(button, path, done) {
    return busy(
      button,
      async () => {
        await control(route(path), 'POST', {});
        await refresh();
      },
      done,
    );
  }

  const button = (label, title, path, done) =>
    make(
      'button',
      { type: 'button', 'aria-label': `${label}: ${title}`, onclick: (event) => act(event.currentTarget, path, done) },
      label,
    );

  const visitItem = (job, visit, at) => {
    const name = `${job.title}, visit ${at + 1}`;
    return make(
      'li',
      { class: 'visit' },
      make('span', {}, `Visit ${at + 1}`),
      visit.isComplete
        ? make('span', { class: 'tag good' }, 'completed')
        : button('Complete visit', name, `visits/${visit.id}/complete`, `Visit ${at + 1} of “${job.title}” completed.`),
    );
  };

  const jobItem = (job) => {
    const done = job.completedAt !== null;
    const closed = job.closedAt !== null;
    const verb = (label, path, past) =>
      button(label, job.title, `jobs/${job.id}/${path}`, `Job “${job.title}” ${past}.`);
    return make(
      'li',
      {},
      head(job.title, job.owner, words(job.jobStatus), done || closed),
      job.visits.length > 0
        ? make('ul', { class: 'visits' }, ...job.visits.map((visit, at) => visitItem(job, visit, at)))
        : null,
      make(
        'div',
        { class: 'buttons' },
        done || closed ? null : verb('Complete job', 'complete', 'completed'),
        closed ? null : verb('Close job', 'close', 'closed'),
        done || closed ? verb('Reopen job', 'reopen', 'opened again') : null,
      ),
    );
  };

  const quoteItem = (quote) => {
    const approved = quote.approvedAt !== null;
    const approve = button(
      'Approve quote',
      quote.title,
      `quotes/${quote.id}/approve`,
      `Quote “${quote.title}” approved.`,
    );
    return make(
      'li',
      {},
      head(quote.title, quote.owner, words(quote.quoteStatus), approved),
      approved ? null : make('div', { class: 'buttons' }, approve),
    );
  };

  return (state) => {
    clients = new Map(state.clients.map((client) => [client.id, client]));
    const owned = (row) => ({ ...row, owner: clients.get(row.clientId)?.name ?? '' });
    showConnection(byId('connection'), state.connected);
    byId('client-count').textContent = state.totals.clients.toLocaleString();
    for (const select of document.querySelectorAll('select[name=clientId]'))
      showChoices(select, state.clients.toReversed());
    showList(
      byId('jobs'),
      state.jobs.toReversed().map(owned),
      (job) => job.id,
      jobItem,
      'No job yet: create one above.',
    );
    showList(byId('quotes'), state.quotes.toReversed().map(owned), (quote) => quote.id, quoteItem, 'No quote yet.');
    showList(byId('clients'), state.clients.toReversed(), (client) => client.id, clientItem, 'No client yet.');
    showWebhooks(byId('webhooks'), state.webhooks);
  };
}

function clientItem(client) {
  const ways = [...client.emails.map(({ address }) => address), ...client.phones.map(({ number }) => number)];
  return make(
    'li',
    {},
    make('strong', {}, client.name),
    ' ',
    make('span', { class: 'dim' }, ways.join(', ') || 'no address'),
  );
}
