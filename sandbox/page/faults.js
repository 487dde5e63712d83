import { control } from './control.js';
import { busy, byId, make } from './dom.js';

const ofProviders = [
  ['rateLimit', 'Throttle'],
  ['serverError', 'Fail with 5xx'],
  ['duplicateWebhooks', 'Send webhooks twice'],
  ['dropWebhooks', 'Drop webhooks'],
];

const vendors = [
  { key: 'jobber', name: 'Jobber', switches: ofProviders },
  { key: 'quickbooks', name: 'QuickBooks Online', switches: ofProviders },
  {
    key: 'resend',
    name: 'E-mail',
    switches: [
      ['rateLimit', 'Throttle'],
      ['serverError', 'Fail with 5xx'],
      ['loseAnswer', 'Accept, then lose the answer'],
    ],
  },
  {
    key: 'twilio',
    name: 'Phone',
    switches: [
      ['rateLimit', 'Throttle'],
      ['serverError', 'Fail with 5xx'],
      ['loseAnswer', 'Accept, then lose the answer'],
    ],
  },
];

/** One box of switches per vendor that is played here. */
export function startFaults(played) {
  const boxes = vendors.filter(({ key }) => played.includes(key)).map(box);
  byId('switches').replaceChildren(...boxes.map(({ element }) => element));
  return () => Promise.all(boxes.map(({ read }) => read()));
}

function box({ key, name, switches }) {
  const route = `/${key}/control/faults`;
  const checks = switches.map(([fault, label]) => {
    const input = make('input', {
      type: 'checkbox',
      'aria-label': `${name}: ${label}`,
      onchange: () => {
        const { checked } = input;
        busy(
          input,
          () => control(route, 'PUT', { [fault]: checked }),
          `${name}: ${label} is ${checked ? 'on' : 'off'}.`,
        );
      },
    });
    return { fault, input, element: make('label', { class: 'check' }, input, label) };
  });
  const delay = make('input', {
    type: 'number',
    min: '0',
    max: '60000',
    step: '100',
    value: '0',
    'aria-label': `${name}: Answer after (ms)`,
    onchange: () => {
      const delayMs = Math.max(0, Math.round(Number(delay.value) || 0));
      busy(delay, () => control(route, 'PUT', { delayMs }), `${name}: answers after ${delayMs} ms.`);
    },
  });
  return {
    element: make(
      'fieldset',
      {},
      make('legend', {}, name),
      ...checks.map(({ element }) => element),
      make('label', {}, 'Answer after (ms)', delay),
    ),
    async read() {
      const state = await control(route);
      for (const { fault, input } of checks) if (!input.disabled) input.checked = Boolean(state[fault]);
      if (document.activeElement !== delay) delay.value = String(state.delayMs);
    },
  };
}
