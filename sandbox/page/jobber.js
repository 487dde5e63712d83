import { onSubmit, showChoices, showConnection, showWebhooks } from './account.js';
import { control } from './control.js';
import { deedsOf } from './deeds.js';
import { byId, showList } from './dom.js';
import { clientRow, invoiceCard, jobCard, quoteCard } from './jobber-cards.js';

/** The pretend account: forms that create, lists that act. */
export function startJobber(refresh) {
  const deeds = deedsOf('jobber', refresh);
  const create = async (path, body) => {
    const made = await control(deeds.route(path), 'POST', body);
    await refresh();
    return made;
  };
  onSubmit('new-client', async (fields) => {
    const { firstName, lastName, companyName, email, phone } = fields;
    const made = await create('clients', {
      firstName,
      lastName,
      companyName: companyName || null,
      isCompany: Boolean(companyName) && !lastName,
      emails: email ? [{ address: email }] : [],
      phones: phone ? [{ number: phone, smsAllowed: fields.smsAllowed === 'on' }] : [],
    });
    for (const select of document.querySelectorAll('select[name=clientId]')) select.value = made.id;
    return `Client ${made.name} created.`;
  });
  onSubmit('new-job', async ({ clientId, title, total, visits }) => {
    const visitList = Array.from({ length: Number(visits) }, () => ({}));
    await create('jobs', { clientId, title, total: Number(total || 0), visits: visitList });
    return `Job “${title}” created.`;
  });
  onSubmit('new-quote', async ({ clientId, title, total }) => {
    await create('quotes', { clientId, title, total: Number(total || 0) });
    return `Quote “${title}” created.`;
  });
  onSubmit('new-client-invoice', async ({ clientId, subject, total, dueDate }) => {
    await create('invoices', { clientId, subject, total: Number(total), ...(dueDate && { dueDate }) });
    return `Invoice “${subject}” created.`;
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
    showConnection(byId('connection'), state.connected);
    byId('client-count').textContent = state.totals.clients.toLocaleString();
    const choices = state.clients.filter(({ isArchived }) => !isArchived).toReversed();
    for (const select of document.querySelectorAll('select[name=clientId]')) showChoices(select, choices);
    show('jobs', state.jobs.toReversed(), jobCard, 'No job yet: create one above.');
    show('quotes', state.quotes.toReversed(), quoteCard, 'No quote yet.');
    show('client-invoices', state.invoices.toReversed(), invoiceCard, 'No invoice yet: create one above.');
    showList(byId('clients'), state.clients.toReversed(), (client) => client.id, clientRow, 'No client yet.');
    showWebhooks(byId('webhooks'), state.webhooks);
  };
}
