import { head } from './account.js';
import { half, localMoment, money } from './deeds.js';
import { clockTime, make } from './dom.js';

const words = (status) => status.replaceAll('_', ' ');

/** A job with its visits, and what may be done with them. */
export function jobCard({ button, chooser }, job) {
  const isOver = job.completedAt !== null || job.closedAt !== null;
  const verb = (label, path, past) => button(label, job.title, `jobs/${job.id}/${path}`, `Job “${job.title}” ${past}.`);
  const visits = job.visits.map((visit, at) => visitRow({ button, chooser }, job, visit, at));
  return make(
    'li',
    {},
    head(job.title, job.owner, words(job.jobStatus), isOver),
    visits.length > 0 ? make('ul', { class: 'visits' }, ...visits) : null,
    make(
      'div',
      { class: 'buttons' },
      isOver ? null : verb('Complete job', 'complete', 'completed'),
      job.closedAt === null ? verb('Close job', 'close', 'closed') : null,
      isOver ? verb('Reopen job', 'reopen', 'opened again') : null,
    ),
  );
}

function visitRow({ button, chooser }, job, visit, at) {
  const title = `${job.title}, visit ${at + 1}`;
  const name = `Visit ${at + 1} of “${job.title}”`;
  const when = visit.startAt === null ? 'not scheduled' : clockTime(visit.startAt);
  const what = make('span', {}, `Visit ${at + 1} `, make('span', { class: 'dim' }, when));
  if (visit.isComplete) return make('li', { class: 'visit' }, what, make('span', { class: 'tag good' }, 'completed'));
  const reschedule = chooser({
    label: 'Reschedule visit',
    title,
    type: 'datetime-local',
    value: localMoment(visit.startAt),
    path: `visits/${visit.id}/reschedule`,
    body: (value) => ({ startAt: new Date(value).toISOString() }),
    done: `${name} has another time.`,
  });
  const complete = button('Complete visit', title, `visits/${visit.id}/complete`, `${name} completed.`);
  return make('li', { class: 'visit' }, what, complete, reschedule);
}

export function quoteCard({ button }, quote) {
  const approved = quote.approvedAt !== null;
  const { id, title } = quote;
  const approve = button('Approve quote', title, `quotes/${id}/approve`, `Quote “${title}” approved.`);
  return make(
    'li',
    {},
    head(`#${quote.quoteNumber} ${title} · ${money(quote.total)}`, quote.owner, words(quote.quoteStatus), approved),
    approved ? null : make('div', { class: 'buttons' }, approve),
  );
}

export function invoiceCard({ button, chooser }, invoice) {
  const { id, subject, balance, total, invoiceStatus, dueDate } = invoice;
  const over = ['paid', 'voided', 'bad_debt'].includes(invoiceStatus);
  const verb = (label, path, past, body) =>
    button(label, subject, `invoices/${id}/${path}`, `Invoice “${subject}” ${past}.`, body);
  const move = chooser({
    label: 'Move due date',
    title: subject,
    type: 'date',
    value: dueDate ?? '',
    path: `invoices/${id}/due`,
    body: (value) => ({ dueDate: value }),
    done: `Invoice “${subject}” has another due date.`,
  });
  return make(
    'li',
    {},
    head(
      `#${invoice.invoiceNumber} ${subject} · ${money(balance)} of ${money(total)}`,
      invoice.owner,
      words(invoiceStatus),
      invoiceStatus === 'paid',
    ),
    make(
      'div',
      { class: 'buttons' },
      invoiceStatus === 'draft' ? verb('Send invoice', 'send', 'sent') : null,
      over ? null : verb('Pay invoice', 'pay', 'paid'),
      over ? null : verb('Pay half', 'pay', 'paid in part', { amount: half(balance) }),
      over ? null : verb('Void invoice', 'void', 'voided'),
      over ? null : verb('Write off', 'write-off', 'written off as bad debt'),
    ),
    over ? null : move,
  );
}

export function clientRow(client) {
  const ways = [...client.emails.map(({ address }) => address), ...client.phones.map(({ number }) => number)];
  return make(
    'li',
    {},
    make('strong', {}, client.name),
    ' ',
    make('span', { class: 'dim' }, ways.join(', ') || 'no address'),
  );
}
