import { control } from './control.js';
import { busy, byId, clockTime, make, showList } from './dom.js';

/** Whom the customer answers: the sender of the newest text. */
let talk = null;

/** The customers' phones: one thread per number, and replies to it. */
export function startPhone(refresh) {
  const send = (button, body) =>
    busy(
      button,
      async () => {
        if (!talk) throw new Error('There is nothing to reply to yet.');
        await control('/twilio/control/replies', 'POST', { from: talk.customer, to: talk.sender, body });
        await refresh();
      },
      `Sent “${body}” from ${talk?.customer ?? 'the phone'}.`,
    );
  byId('reply').addEventListener('submit', async (event) => {
    event.preventDefault();
    const input = event.currentTarget.elements.body;
    const button = event.currentTarget.querySelector('button');
    if (await send(button, input.value)) input.value = '';
  });
  for (const button of document.querySelectorAll('[data-reply]'))
    button.addEventListener('click', () => send(button, button.dataset.reply));
  byId('number').addEventListener('change', refresh);
  byId('empty-phone').addEventListener('click', (event) =>
    busy(
      event.currentTarget,
      async () => {
        await control('/twilio/control/messages', 'DELETE');
        await refresh();
      },
      'All texts are forgotten; who said STOP stays stopped.',
    ),
  );

  return (messages, { blocked }) => {
    const customers = [...new Set(messages.map(customerOf))];
    byId('no-texts').hidden = customers.length > 0;
    byId('handset').hidden = customers.length === 0;
    showNumbers(customers);
    const customer = byId('number').value;
    const thread = messages.filter((message) => customerOf(message) === customer);
    const newest = thread[0];
    talk = newest ? { customer, sender: newest.direction === 'inbound' ? newest.to : newest.from } : null;
    byId('stopped').hidden = !blocked.some((block) => block.customer === customer);
    const texts = byId('texts');
    const before = texts.childElementCount;
    showList(texts, thread.toReversed(), (message) => message.sid, textItem, 'No text yet.');
    if (texts.childElementCount !== before) texts.scrollTop = texts.scrollHeight;
  };
}

const customerOf = (message) => (message.direction === 'inbound' ? message.from : message.to);

function showNumbers(customers) {
  const select = byId('number');
  const state = customers.join();
  if (select.dataset.state === state) return;
  const { value } = select;
  select.dataset.state = state;
  select.replaceChildren(...customers.map((customer) => make('option', { value: customer }, customer)));
  if (customers.includes(value)) select.value = value;
}

function textItem(message) {
  const mine = message.direction === 'inbound';
  const parts = `${message.segments} part${message.segments === 1 ? '' : 's'}`;
  const by = message.direction === 'outbound-reply' ? ', answered by the vendor itself' : '';
  const note = mine ? clockTime(message.at) : `from ${message.from} · ${clockTime(message.at)} · ${parts}${by}`;
  return make('li', { class: mine ? 'mine' : null }, message.body, make('small', {}, note));
}
