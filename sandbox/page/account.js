import { busy, byId, clockTime, make, showList } from './dom.js';

/** The first line of a card: what it is, whose, and how it stands. */
export function head(title, owner, status, good) {
  return make(
    'div',
    { class: 'head' },
    make('span', {}, make('strong', {}, title), ' ', make('span', { class: 'dim' }, owner)),
    make('span', { class: good ? 'tag good' : 'tag' }, status),
  );
}

/** What the pretend account told the product. */
export function showWebhooks(list, webhooks) {
  const sent = webhooks.toReversed().map((webhook, at) => ({ ...webhook, key: `${at}:${webhook.topic}` }));
  showList(list, sent, (webhook) => webhook.key, webhookItem, 'No webhook sent yet.');
}

function webhookItem(webhook) {
  return make(
    'li',
    {},
    make('strong', {}, webhook.topic),
    ' ',
    make('span', { class: 'dim' }, `${clockTime(webhook.at)} ${webhook.status}`),
  );
}

/** Whether the product is connected, beside the title. */
export function showConnection(place, connected) {
  place.textContent = connected ? 'Connected to the product' : 'Not connected yet';
  place.classList.toggle('good', connected);
}

/** Keeps what is chosen while the choices change. */
export function showChoices(select, list) {
  const state = JSON.stringify(list.map(({ id, name }) => [id, name]));
  if (select.dataset.state === state) return;
  const { value } = select;
  select.dataset.state = state;
  select.replaceChildren(...list.map(({ id, name }) => make('option', { value: id }, name)));
  if (list.some(({ id }) => id === value)) select.value = value;
}

/** A form that creates something: `work` says what came of it. */
export function onSubmit(id, work) {
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
