import { control } from './control.js';
import { busy, byId, make } from './dom.js';

const ofAll = [
  ['rateLimit', 'Throttle'],
  ['serverError', 'Fail with 5xx'],
];
const answerAfter = { fault: 'delayMs', label: 'Answer after (ms)', min: 0, max: 60_000, step: 100, unit: 1 };
const ofProviders = {
  switches: [
    ...ofAll,
    ['slow', 'Do it, then answer late'],
    ['reset', 'Do it, then cut the connection'],
    ['duplicateWebhooks', 'Send webhooks twice'],
    ['outOfOrder', 'Send webhooks out of order'],
    ['dropWebhooks', 'Drop all webhooks'],
  ],
  numbers: [
    { fault: 'dropShare', label: 'Drop some webhooks (%)', min: 0, max: 100, step: 5, unit: 0.01 },
    { fault: 'clockSkewMinutes', label: 'Clock ahead (minutes)', min: -60, max: 60, step: 1, unit: 1 },
    answerAfter,
  ],
};
const ofChannels = { switches: [...ofAll, ['loseAnswer', 'Accept, then lose the answer']], numbers: [answerAfter] };

const vendors = [
  { key: 'jobber', name: 'Jobber', ...ofProviders },
  { key: 'quickbooks', name: 'QuickBooks Online', ...ofProviders },
  { key: 'resend', name: 'E-mail', ...ofChannels },
  { key: 'twilio', name: 'Phone', ...ofChannels },
];

/** One box of switches per vendor that is played here. */
export function startFaults(played) {
  const boxes = vendors.filter(({ key }) => played.includes(key)).map(box);
  byId('switches').replaceChildren(...boxes.map(({ element }) => element));
  return () => Promise.all(boxes.map(({ read }) => read()));
}

function box({ key, name, switches, numbers }) {
  const route = `/${key}/control/faults`;
  const put = (input, fault, value, done) => busy(input, () => control(route, 'PUT', { [fault]: value }), done);
  const checks = switches.map(([fault, label]) => switchOf(name, fault, label, put));
  const fields = numbers.map((number) => numberOf(name, number, put));
  return {
    element: make('fieldset', {}, make('legend', {}, name), ...[...checks, ...fields].map(({ element }) => element)),
    async read() {
      const state = await control(route);
      for (const { show } of [...checks, ...fields]) show(state);
    },
  };
}

function switchOf(name, fault, label, put) {
  const input = make('input', {
    type: 'checkbox',
    'aria-label': `${name}: ${label}`,
    onchange: () => put(input, fault, input.checked, `${name}: ${label} is ${input.checked ? 'on' : 'off'}.`),
  });
  return {
    element: make('label', { class: 'check' }, input, label),
    show(state) {
      if (!input.disabled) input.checked = Boolean(state[fault]);
    },
  };
}

function numberOf(name, { fault, label, min, max, step, unit }, put) {
  const input = make('input', {
    type: 'number',
    ...{ min, max, step },
    value: '0',
    'aria-label': `${name}: ${label}`,
    onchange: () => {
      const value = Math.min(max, Math.max(min, Math.round(Number(input.value) || 0)));
      input.value = String(value);
      put(input, fault, value * unit, `${name}: ${label}: ${value}.`);
    },
  });
  return {
    element: make('label', {}, label, input),
    show(state) {
      if (document.activeElement !== input) input.value = String(Math.round((state[fault] ?? 0) / unit));
    },
  };
}
