/** Codes in words for owners: what happened, and what to do. Shared by the API and the web. A code may carry a detail: `code:detail`. */

/** Names of providers by their key. */
export type Names = Readonly<Record<string, string>>;

const ownLinks: Record<string, string> = {
  'business.review_link': 'The text uses your review link, which is not set. Add it under Settings, Look and links.',
  'business.booking_link': 'The text uses your booking link, which is not set. Add it under Settings, Look and links.',
};

const reasons: Record<string, string | ((detail: string, names: Names) => string)> = {
  // Why a message was not sent, or not as planned.
  no_address: 'The customer has no address for this channel. Add one in the system that the customer comes from.',
  suppressed: 'This address or number must not be messaged: it opted out, bounced or complained.',
  no_consent:
    'The customer does not want messages of this kind: it was switched off by them, or where the customer comes from.',
  muted: 'Journeys do not write to this customer: it was switched off for them.',
  capped: 'One address or number gets at most one offer a day and three in seven days, so it was moved or left out.',
  outside_window: 'It was outside the hours in which messages may be sent where the customer is, so it was moved.',
  outside_journey_window: 'It was outside the hours or days that the journey keeps to, so it was moved.',
  outside_legal_hours: (place) =>
    `It was moved because of the law where the customer or the number is (${place}): it allows no such text at that hour.`,
  public_holiday: (key) => `It was a public holiday (${dayName(key)}), so it was moved to the next day that allows it.`,
  own_holiday: 'It was a day that your business keeps free, so it was moved to the next one that allows it.',
  never_open:
    'There is no hour in which it may leave: your hours, those of the journey and the law where the customer is never meet. Widen them under Settings, Sending hours, or in the journey.',
  cannot_render: (detail) =>
    ownLinks[detail] ??
    (detail
      ? `The text uses {{${detail}}}, for which this customer has no value. Give it a default in the journey, such as {{ ${detail} | default: "there" }}.`
      : 'The text could not be filled in. Open the journey and check its variables.'),
  exited: 'The customer left the journey before it was sent.',
  declined: 'Somebody of your business left it out.',
  fact_changed: (detail) => `Right before it was sent, it was not so any more that ${factWords(detail)}.`,
  fact_unknown: (detail) =>
    `No connected system can say whether ${factWords(detail)}, so it was not sent. Take the condition out of the step, or connect the system that knows.`,
  skipped_by_owner: 'Somebody of your business left it out.',
  rescheduled_by_owner: 'Somebody of your business moved it to another time.',
  not_allowed_here:
    'Outside production this installation writes to listed recipients only. Add the address or number to ALLOWED_RECIPIENTS to try it out.',
  nobody_allowed_here:
    'Outside production nobody is written to until ALLOWED_RECIPIENTS is set. Set it to your own address and number, then start again.',
  refused_recipient: (detail) =>
    `The address or number does not accept messages${detail ? ` (${detail})` : ''}. Check it where the customer comes from.`,
  refused_message: (detail) => `The message itself was refused${detail ? ` (${detail})` : ''}. Check its text.`,
  refused_sender: (detail) =>
    `The sender was refused${detail ? ` (${detail})` : ''}. Check the email domain or the number in Settings.`,
  refused_account: (detail) =>
    `The sending service refused the account${detail ? ` (${detail})` : ''}. Ask whoever runs this installation.`,
  not_delivered: (detail) => `The carrier or mailbox did not take it${detail ? ` (${detail})` : ''}.`,
  opted_out: 'This number has opted out at its carrier.',
  outcome_unknown: 'It is not known whether it arrived, so it is not sent again. Ask the customer if it matters.',
  no_trace:
    'It is not known whether it arrived: the answer of the sending service was lost, and it lists no such message. It is not sent again by itself.',
  said_arrived: 'Somebody of your business said that it arrived.',
  said_not_sent: 'Somebody of your business said that it did not arrive.',
  sent_again: 'It was not known whether it arrived, and it was sent again by hand.',
  retries_over: 'It is not known whether it arrived, and a day of asking gave no answer. It is not sent again.',
  other_account: 'The sending account was changed while its outcome was unknown, so it is not sent again.',
  bounced: 'The address does not exist or refuses mail.',
  complained: 'The recipient marked a message as unwanted.',
  stop: 'The recipient answered STOP.',
  start: 'The recipient answered START.',
  unsubscribed: 'The recipient unsubscribed from everything.',
  preference: 'The recipient chose what they want to get.',
  wants_out: 'The recipient wrote, in their own words, that they want no more messages.',
  wrong_person: 'The number belongs to somebody else: they wrote so. Check it where the customer comes from.',
  read_wrongly: 'An answer had been understood wrongly, and somebody of the business put it right.',

  // Why an enrollment waits.
  journey_paused: 'The journey is paused. When you resume it, what is due goes out and the rest keeps its time.',
  sending_paused:
    'Sending is paused: by hand, or because too many messages came back. It goes on when you switch it on again.',
  connection_revoked: 'The connection is broken. Connect again under Settings, Integrations, and it goes on by itself.',
  attention: (detail) =>
    `A step could not be done${detail ? ` (${detail})` : ''}. Correct the journey and publish it for those inside, or try again. Nothing is lost, and it is tried again by itself every few hours.`,
  channel_down: 'The sending service does not accept messages now. It goes on by itself.',
  vendor_unreachable: 'A system that is needed to send it cannot be reached. It is tried again by itself.',
  cannot_ask: (detail, names) =>
    `Before it is sent, ${names[detail] ?? (detail || 'a connected system')} has to be asked, and cannot be reached now. It is tried again by itself.`,
  approval: 'The message waits for a yes of your business: read it under “Waits for you”.',
  review:
    'What the customer wrote has to be understood first: say under Conversations whether they want no more messages.',
  quota: 'The daily amount of messages of the sending service is used up. It goes on by itself.',
  no_sender: 'There is nothing to send from yet: set up a sender under Settings, Senders, and it goes on by itself.',
  sms_not_registered:
    'The phone companies do not know your number yet: its registration is not finished. It goes on by itself once it is.',

  // Why an address is not used.
  malformed_address: 'This is not an email address: correct it where the customer comes from.',
  role_address: 'Nobody reads this address (it answers for a machine or a post office), so nothing is sent there.',

  // Why an enrollment ended.
  reached_end: 'It came to the end of the journey.',
  exit_step: 'It came to an exit of the journey.',
  goal_step: 'It came to the goal of the journey.',
  date_unknown: 'The date that it should wait for is not known.',
  date_passed: 'The date that it waited for had passed.',
  stopped_by_owner: 'It was stopped by hand.',
  customer_gone: 'The customer was deleted where it came from.',
  erased: 'The customer was erased.',
  entity_gone: 'What it was about was deleted or called off where it came from.',
  journey_archived: 'The journey was archived.',
  step_missing: 'The step it stood at is not in the journey any more.',
  lane: (detail) => (detail === 'otherwise' ? 'None of its conditions held.' : `It took the way “${detail}”.`),
  replied: 'The customer answered.',
  clicked: 'The customer opened a link.',
  waiting_for: (detail) => waitingFor[detail] ?? 'It goes on as soon as it happens, else when the time is over.',
  not_happened: (detail) => notHappened[detail] ?? 'What it waited for did not happen in time.',
  exited_by_event: (detail, names) => `Ended: ${happening(detail, names)}.`,
  goal_reached: (detail, names) => `Ended: ${happening(detail, names)}. That was the goal.`,

  yes: 'The answer is yes.',
  no: 'The answer is no.',

  // Why an event did not start a journey.
  enrolled: 'It started the journey.',
  before_connection: 'It happened before you connected, or while you were not.',
  too_late: 'It was heard of too late to write about it now.',
  no_customer: 'No customer belongs to it.',
  no_journey: 'No published journey starts from this.',
  already_for_this: 'The journey has already run for this one.',
  already_once: 'The customer has already been through this journey.',
  already_active: 'The customer is on the way in this journey.',
  // The kind, the other system, and the number there.
  same_paper: (detail, names) => {
    const [kind = '', provider = '', ...number] = detail.split(':');
    const which = number.length > 0 ? `#${number.join(':')}` : 'one';
    return `It is the same ${kind || 'paper'} as ${which} in ${names[provider] ?? (provider || 'another system')}.`;
  },
  too_soon_again: 'The customer was in this journey not long ago.',
  filtered: 'The conditions of the journey leave this customer out.',
  in_another_journey: 'The customer is on the way in another journey of the same group: one at a time.',
  declined_by_owner: 'Somebody of your business said that it is not to start any more.',
  by_hand: 'Somebody of your business put the customer into the journey.',
  with_others: 'The customer entered with other past customers.',
  nothing_happened: (detail) =>
    `This has not happened to the customer, as far as is known: ${detail || 'what starts the journey'}.`,
  not_published: 'The journey was never published, so nobody can enter it.',
  nobody_found: 'No customer has this address, number or id.',
  several_found: 'More than one person has this address or number.',
};

/** What a message may demand when it leaves. */
const facts: Record<string, string> = {
  invoice_unpaid: 'the invoice has to be paid',
  quote_open: 'the quote waits for an answer',
  no_open_visit: 'the customer has no open visit',
  tag_absent: 'the customer does not have the tag',
};

/** What ended a journey; every provider that tells of a kind of event calls it by the same name. */
const happenings: Record<string, string> = {
  client_created: 'the customer was added',
  quote_sent: 'the quote was sent',
  quote_approved: 'the quote was approved',
  job_started: 'the job began',
  visit_scheduled: 'a visit was scheduled',
  visit_completed: 'the visit was completed',
  job_completed: 'the job was completed',
  job_closed: 'the job was closed',
  invoice_sent: 'the invoice was sent',
  invoice_overdue: 'the invoice became overdue',
  invoice_paid: 'the invoice was paid',
  replied: 'the customer answered',
  clicked: 'the customer opened a link',
};

const waitingFor: Record<string, string> = {
  replied: 'It goes on as soon as the customer answers, else when the time is over.',
  clicked: 'It goes on as soon as the customer opens a link, else when the time is over.',
};
const notHappened: Record<string, string> = {
  replied: 'The customer did not answer in time.',
  clicked: 'The customer opened no link in time.',
};

/** @param detail `trigger:provider` */
function happening(detail: string, names: Names): string {
  const [trigger = '', provider = ''] = detail.split(':');
  const words = happenings[trigger] ?? (trigger ? `“${plain(trigger)}” happened` : 'what it waited for happened');
  return provider ? `${words} in ${names[provider] ?? provider}` : words;
}

const lines: Record<string, string> = {
  enrolled: 'Entered the journey',
  message_sent: 'Message sent',
  message_skipped: 'Message not sent',
  message_failed: 'Message failed',
  message_unknown: 'Message without an answer',
  message_review: 'Message without an answer',
  message_moved: 'Message moved',
  waiting: 'Waiting',
  wait_skipped: 'Wait skipped',
  waiting_for: 'Waiting for the customer',
  reacted: 'The wait is over',
  happened: 'It happened',
  waited_out: 'The time is over',
  date_moved: 'The date has moved',
  date_passed: 'The date has passed',
  date_unknown: 'No date',
  branched: 'Took a branch',
  split: 'Took a share',
  asked: 'Asked you',
  answered: 'You answered',
  not_answered: 'Nobody answered in time',
  held: 'On hold',
  released: 'Goes on',
  exit: 'Exit',
  finished: 'Finished',
  exited_by_event: 'Ended early',
  goal_reached: 'Goal reached',
};

const plain = (code: string): string => {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The name of a public holiday, by its key. */
export const dayName = (code: string): string =>
  code
    .split('_')
    .map((word) => (['of', 'for', 'the', 'and'].includes(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');

/** The sentence for a reason; an unknown code is at least readable. */
export function reasonWords(code: string, names: Names = {}): string {
  const [key = '', ...detail] = code.split(':');
  const words = reasons[key];
  return typeof words === 'function' ? words(detail.join(':'), names) : (words ?? `${plain(key)}.`);
}

/** What a message demands when it leaves, as the end of a sentence. */
export const factWords = (fact: string): string => facts[fact] ?? plain(fact);

/** The same for somebody who waits because of it. */
export function onHoldWords(code: string): string {
  const why = reasonWords(code);
  return `On hold: ${why.charAt(0).toLowerCase()}${why.slice(1)}`;
}

/** The short title of a line of the timeline; an end may have one of its own. */
export function lineWords(code: string, reason: string | null = null): string {
  const end = code === 'finished' && reason !== null ? lines[reason.split(':')[0] ?? ''] : undefined;
  return end ?? lines[code] ?? plain(code);
}

/** Every reason that has words. */
export const reasonCodes: readonly string[] = Object.keys(reasons);
