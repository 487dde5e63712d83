import { control } from './control.js';
import { busy, byId, clockTime, make, showList } from './dom.js';

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
  for (const button of document.querySelectorAll('[data-do]'))
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
    const connection = byId('connection');
    connection.textContent = state.connected ? 'Connected to the product' : 'Not connected yet';
    connection.classList.toggle('good', state.connected);
    byId('client-count').textContent = state.totals.clients.toLocaleString();
    for (const select of document.querySelectorAll('select[name=clientId]'))
      showClients(select, state.clients.toReversed());
    showList(
      byId('jobs'),
      state.jobs.toReversed().map(owned),
      (job) => job.id,
      jobItem,
      'No job yet: create one above.',
    );
    showList(byId('quotes'), state.quotes.toReversed().map(owned), (quote) => quote.id, quoteItem, 'No quote yet.');
    showList(byId('clients'), state.clients.toReversed(), (client) => client.id, clientItem, 'No client yet.');
    const sent = state.webhooks.toReversed().map((webhook, at) => ({ ...webhook, key: `${at}:${webhook.topic}` }));
    showList(byId('webhooks'), sent, (webhook) => webhook.key, webhookItem, 'No webhook sent yet.');
  };
}

function head(title, owner, status, good) {
  return make(
    'div',
    { class: 'head' },
    make('span', {}, make('strong', {}, title), ' ', make('span', { class: 'dim' }, owner)),
    make('span', { class: good ? 'tag good' : 'tag' }, status),
  );
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

function webhookItem(webhook) {
  const outcome = webhook.status ?? webhook.outcome ?? '';
  return make(
    'li',
    {},
    make('strong', {}, webhook.topic),
    ' ',
    make('span', { class: 'dim' }, `${clockTime(webhook.at)} ${outcome}`),
  );
}

function showClients(select, list) {
  const state = JSON.stringify(list.map(({ id, name }) => [id, name]));
  if (select.dataset.state === state) return;
  const { value } = select;
  select.dataset.state = state;
  select.replaceChildren(...list.map(({ id, name }) => make('option', { value: id }, name)));
  if (list.some(({ id }) => id === value)) select.value = value;
}

function onSubmit(id, work) {
  const form = byId(id);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
    const went = await busy(
      event.submitter ?? form.querySelector('[type=submit]'),
      () => work(fields),
      (said) => said,
    );
    if (!went) return;
    for (const input of form.querySelectorAll('input:not([type=checkbox])')) input.value = input.defaultValue;
  });
}
