import { control } from './control.js';
import { busy, byId, clockTime, make, showList } from './dom.js';

let openId = null;

/** The customers' mailbox: every e-mail that the product handed over. */
export function startInbox(refresh) {
  byId('empty-inbox').addEventListener('click', (event) =>
    busy(
      event.currentTarget,
      async () => {
        await control('/resend/control/messages', 'DELETE');
        await refresh();
      },
      'The inbox is empty.',
    ),
  );
  byId('show-html').addEventListener('click', () => showAs('html'));
  byId('show-text').addEventListener('click', () => showAs('text'));

  return (emails) => {
    const marked = emails.map((email) => ({ ...email, current: email.id === openId }));
    const item = (email) =>
      make(
        'li',
        {},
        make(
          'button',
          {
            type: 'button',
            'aria-label': `Open e-mail: ${email.subject}`,
            'aria-current': email.current ? 'true' : null,
            onclick: () => {
              open(email);
              refresh();
            },
          },
          make('strong', {}, email.subject),
          make('span', { class: 'dim' }, `to ${email.to} · ${clockTime(email.at)}`),
        ),
      );
    showList(byId('letters'), marked, (email) => email.id, item, 'No e-mail yet.');
    if (openId && !emails.some((email) => email.id === openId)) close();
  };
}

function open(email) {
  openId = email.id;
  byId('letter-subject').textContent = email.subject;
  const rows = [
    ['From', email.from],
    ['To', email.to],
    ['Reply to', email.replyTo.join(', ')],
    ['Time', clockTime(email.at)],
    ...Object.entries(email.headers),
  ].filter(([, value]) => value);
  byId('letter-head').replaceChildren(
    ...rows.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]),
  );
  byId('letter-text').textContent = email.text ?? '';
  // Links open beside this page; scripts and forms of the letter stay dead.
  byId('letter-html').srcdoc = (email.html ?? '').replace('<head>', '<head><base target="_blank">');
  showAs(email.html === null ? 'text' : 'html');
  byId('letter').hidden = false;
}

function close() {
  openId = null;
  byId('letter').hidden = true;
}

function showAs(kind) {
  byId('letter-html').hidden = kind !== 'html';
  byId('letter-text').hidden = kind !== 'text';
  byId('show-html').setAttribute('aria-pressed', String(kind === 'html'));
  byId('show-text').setAttribute('aria-pressed', String(kind === 'text'));
}
