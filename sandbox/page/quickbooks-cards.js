import { head } from './account.js';
import { half, money } from './deeds.js';
import { make } from './dom.js';

/** An invoice of the books, and what may be done with it. */
export function invoiceCard({ button, chooser }, invoice) {
  const { id, title, customerId, balance, total, voided, dueDate } = invoice;
  const paid = !voided && total > 0 && balance === 0;
  const open = !voided && balance > 0;
  const words = voided ? 'voided' : paid ? 'paid' : invoice.emailed ? 'sent' : 'not sent';
  const verb = (label, path, past) => button(label, title, `invoices/${id}/${path}`, `Invoice “${title}” ${past}.`);
  const pay = (label, more, past) =>
    button(label, title, 'payments', `Invoice “${title}” ${past}.`, { customerId, invoiceIds: [id], ...more });
  const move = chooser({
    label: 'Move due date',
    title,
    type: 'date',
    value: dueDate ?? '',
    path: `invoices/${id}`,
    method: 'PATCH',
    body: (value) => ({ dueDate: value }),
    done: `Invoice “${title}” has another due date.`,
  });
  return make(
    'li',
    {},
    head(`#${invoice.docNumber} ${title} · ${money(balance)} of ${money(total)}`, invoice.owner, words, paid),
    make(
      'div',
      { class: 'buttons' },
      voided ? null : verb('Send invoice', 'send', 'emailed'),
      open ? pay('Pay invoice', {}, 'paid') : null,
      open ? pay('Pay half', { amount: half(balance) }, 'paid in part') : null,
      open ? verb('Make overdue', 'overdue', 'was due yesterday') : null,
      voided ? null : verb('Void invoice', 'void', 'voided'),
    ),
    open ? move : null,
  );
}

export function estimateCard({ button }, estimate) {
  const { id, title, status } = estimate;
  const verb = (label, path, past) => button(label, title, `estimates/${id}/${path}`, `Estimate “${title}” ${past}.`);
  return make(
    'li',
    {},
    head(
      `#${estimate.docNumber} ${title} · ${money(estimate.total)}`,
      estimate.owner,
      status.toLowerCase(),
      status === 'Accepted',
    ),
    make(
      'div',
      { class: 'buttons' },
      status === 'Accepted' ? null : verb('Accept estimate', 'accept', 'accepted'),
      status === 'Rejected' ? null : verb('Reject estimate', 'reject', 'rejected'),
    ),
  );
}

export function customerRow({ displayName, email, mobile, phone, parentId, isProject }) {
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
