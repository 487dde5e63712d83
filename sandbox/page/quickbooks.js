import { onSubmit, showChoices, showConnection, showWebhooks } from './account.js';
import { control } from './control.js';
import { deedsOf } from './deeds.js';
import { busy, byId, showList } from './dom.js';
import { customerRow, estimateCard, invoiceCard } from './quickbooks-cards.js';

/** The pretend company's books: forms that create, lists that act. */
export function startQuickbooks(refresh) {
  const deeds = deedsOf('quickbooks', refresh);
  const create = async (path, body) => {
    const made = await control(deeds.route(path), 'POST', body);
    await refresh();
    return made;
  };
  onSubmit('new-customer', async ({ givenName, familyName, companyName, email, mobile }) => {
    const filled = { givenName, familyName, companyName, email, mobile };
    const made = await create('customers', Object.fromEntries(Object.entries(filled).filter(([, value]) => value)));
    for (const select of document.querySelectorAll('select[name=customerId]')) select.value = made.id;
    return `Customer ${made.displayName} created.`;
  });
  onSubmit('new-invoice', async ({ customerId, title, total, dueDate }) => {
    await create('invoices', { customerId, title, total: Number(total || 0), ...(dueDate && { dueDate }) });
    return `Invoice “${title}” created.`;
  });
  onSubmit('new-estimate', async ({ customerId, title, total }) => {
    await create('estimates', { customerId, title, total: Number(total || 0) });
    return `Estimate “${title}” created.`;
  });
  byId('webhook-format').addEventListener('change', (event) => {
    const select = event.currentTarget;
    const webhookFormat = select.value;
    busy(
      select,
      () => control(deeds.route('settings'), 'PUT', { webhookFormat }),
      'The format of webhooks is changed.',
    );
  });

  return (state) => {
    const show = (list, rows, card, none) =>
      showList(
        byId(list),
        rows,
        ({ id }) => id,
        (row) => card(deeds, row),
        none,
      );
    showConnection(byId('books-connection'), state.connected);
    byId('customer-count').textContent = state.totals.customers.toLocaleString();
    const choices = state.customers.filter(({ active }) => active).toReversed();
    for (const select of document.querySelectorAll('select[name=customerId]'))
      showChoices(
        select,
        choices.map(({ id, displayName }) => ({ id, name: displayName })),
      );
    const format = byId('webhook-format');
    if (document.activeElement !== format) format.value = state.webhookFormat;
    show('invoices', state.invoices.toReversed(), invoiceCard, 'No invoice yet: create one above.');
    show('estimates', state.estimates.toReversed(), estimateCard, 'No estimate yet.');
    showList(byId('customers'), state.customers.toReversed(), ({ id }) => id, customerRow, 'No customer yet.');
    showWebhooks(byId('books-webhooks'), state.webhooks);
  };
}
