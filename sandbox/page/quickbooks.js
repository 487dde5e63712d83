import { head, onSubmit, showChoices, showConnection, showWebhooks } from './account.js';
import { control } from './control.js';
import { busy, byId, make, showList } from './dom.js';

const route = (path) => `/quickbooks/control/${path}`;
const money = (amount) => amount.toLocaleString('en-US', { style: 'currency', currency: 'USD' });

/** The pretend company's books: forms that create, lists that act. */
export function startQuickbooks(refresh) {
  onSubmit('new-customer', async ({ givenName, familyName, companyName, email, mobile }) => {
    const filled = { givenName, familyName, companyName, email, mobile };
    const body = Object.fromEntries(Object.entries(filled).filter(([, value]) => value));
    const made = await control(route('customers'), 'POST', body);
    await refresh();
    for (const select of document.querySelectorAll('select[name=customerId]')) select.value = made.id;
    return `Customer ${made.displayName} created.`;
  });
  onSubmit('new-invoice', async ({ customerId, title, total }) => {
    await control(route('invoices'), 'POST', { customerId, title, total: Number(total || 0) });
    await refresh();
    return `Invoice “${title}” created.`;
  });
  onSubmit('new-estimate', async ({ customerId, title, total }) => {
    await control(route('estimates'), 'POST', { customerId, title, total: Number(total || 0) });
    await refresh();
    return `Estimate “${title}” created.`;
  });
  byId('webhook-format').addEventListener('change', (event) => {
    const select = event.currentTarget;
    const webhookFormat = select.value;
    busy(select, () => control(route('settings'), 'PUT', { webhookFormat }), 'The format of webhooks is changed.');
  });
  for (const button of document.querySelectorAll('#quickbooks [data-do]'))
    button.addEventListener('click', () => act(button, button.dataset.do, {}, `${button.textContent}: done.`));

  function act(button, path, body, done) {
    return busy(
      button,
      async () => {
        await control(route(path), 'POST', body);
        await refresh();
      },
      done,
    );
  }

  const button = (label, title, path, body, done) =>
    make(
      'button',
      {
        type: 'button',
        'aria-label': `${label}: ${title}`,
        onclick: (event) => act(event.currentTarget, path, body, done),
      },
      label,
    );

  const invoiceItem = (invoice) => {
    const { id, title, customerId, balance, total, voided } = invoice;
    const paid = !voided && total > 0 && balance === 0;
    const open = !voided && balance > 0;
    const words = voided ? 'voided' : paid ? 'paid' : invoice.emailed ? 'sent' : 'not sent';
    const pay = (label, more, done) =>
      button(label, title, 'payments', { customerId, invoiceIds: [id], ...more }, `Invoice “${title}” ${done}.`);
    return make(
      'li',
      {},
      head(`${title} · ${money(balance)} of ${money(total)}`, invoice.owner, words, paid),
      make(
        'div',
        { class: 'buttons' },
        voided ? null : button('Send invoice', title, `invoices/${id}/send`, {}, `Invoice “${title}” emailed.`),
        open ? pay('Pay invoice', {}, 'paid') : null,
        open ? pay('Pay half', { amount: Math.max(0.01, Math.floor(balance * 50) / 100) }, 'paid in part') : null,
        voided ? null : button('Void invoice', title, `invoices/${id}/void`, {}, `Invoice “${title}” voided.`),
      ),
    );
  };

  const estimateItem = (estimate) => {
    const { id, title, status } = estimate;
    const verb = (label, path, past) =>
      button(label, title, `estimates/${id}/${path}`, {}, `Estimate “${title}” ${past}.`);
    return make(
      'li',
      {},
      head(`${title} · ${money(estimate.total)}`, estimate.owner, status.toLowerCase(), status === 'Accepted'),
      make(
        'div',
        { class: 'buttons' },
        status === 'Accepted' ? null : verb('Accept estimate', 'accept', 'accepted'),
        status === 'Rejected' ? null : verb('Reject estimate', 'reject', 'rejected'),
      ),
    );
  };

  return (state) => {
    const names = new Map(state.customers.map(({ id, displayName }) => [id, displayName]));
    const newest = (rows) => rows.toReversed().map((row) => ({ ...row, owner: names.get(row.customerId) ?? '' }));
    showConnection(byId('books-connection'), state.connected);
    byId('customer-count').textContent = state.totals.customers.toLocaleString();
    const choices = state.customers.toReversed().map(({ id, displayName }) => ({ id, name: displayName }));
    for (const select of document.querySelectorAll('select[name=customerId]')) showChoices(select, choices);
    const format = byId('webhook-format');
    if (document.activeElement !== format) format.value = state.webhookFormat;
    const none = 'No invoice yet: create one above.';
    showList(byId('invoices'), newest(state.invoices), ({ id }) => id, invoiceItem, none);
    showList(byId('estimates'), newest(state.estimates), ({ id }) => id, estimateItem, 'No estimate yet.');
    showList(byId('customers'), state.customers.toReversed(), ({ id }) => id, customerItem, 'No customer yet.');
    showWebhooks(byId('books-webhooks'), state.webhooks);
  };
}

function customerItem({ displayName, email, mobile, phone, parentId, isProject }) {
  const part = isProject ? 'a project' : 'a sub-customer';
  const ways = [parentId && part, email, mobile, phone].filter(Boolean);
  return make(
    'li',
    {},
    make('strong', {}, displayName),
    ' ',
    make('span', { class: 'dim' }, ways.join(', ') || 'no address'),
  );
}
