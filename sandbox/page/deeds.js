import { control } from './control.js';
import { busy, make } from './dom.js';

/** What people do in one vendor's pretend account, as buttons: each says what came of it. */
export function deedsOf(vendor, refresh) {
  const route = (path) => `/${vendor}/control/${path}`;

  const act = (pressed, path, body, done, method = 'POST') =>
    busy(
      pressed,
      async () => {
        await control(route(path), method, body);
        await refresh();
      },
      done,
    );

  const button = (label, title, path, done, body = {}) =>
    make(
      'button',
      {
        type: 'button',
        'aria-label': `${label}: ${title}`,
        onclick: (event) => act(event.currentTarget, path, body, done),
      },
      label,
    );

  /** A date (`date`) or a moment (`datetime-local`) that people choose anew. */
  const chooser = ({ label, title, type, value, path, body, done, method }) => {
    const input = make('input', { type, value, required: true, 'aria-label': `${label}: ${title}, new date` });
    const press = make('button', { type: 'submit', class: 'plain', 'aria-label': `${label}: ${title}` }, label);
    const onsubmit = (event) => {
      event.preventDefault();
      act(press, path, body(input.value), done, method);
    };
    return make('form', { class: 'chooser', onsubmit }, input, press);
  };

  for (const pressed of document.querySelectorAll(`[data-vendor=${vendor}] [data-do]`))
    pressed.addEventListener('click', () => act(pressed, pressed.dataset.do, {}, `${pressed.textContent}: done.`));

  return { route, button, chooser };
}

/** A moment as an input of this browser wants it. */
export function localMoment(instant) {
  if (!instant) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export const money = (amount) => amount.toLocaleString('en-US', { style: 'currency', currency: 'USD' });
/** Half of what is left, in whole cents and never nothing. */
export const half = (balance) => Math.max(0.01, Math.floor(balance * 50) / 100);
