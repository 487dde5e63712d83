import { compose } from '../journeys/compose.ts';
import { type Definition, emptyDefinition, type StepOf } from '../journeys/definition.ts';
import { type Business, templateFacts } from '../journeys/fields.ts';
import { untracked } from '../journeys/templates.ts';
import { figure, words } from './measure.ts';
import type { Bench, Row } from './table.ts';

const rounds = 5;
const messages = 2_000;

const business: Business = {
  name: 'Green Lawns',
  phone: '+12025550100',
  websiteUrl: 'https://green.example',
  replyTo: 'owner@green.example',
  street1: '1 Main Street',
  city: 'Springfield',
  province: 'IL',
  postalCode: '62701',
  logoUrl: null,
  brandColor: '#1f6f54',
  reviewUrl: 'https://green.example/review',
  bookingUrl: null,
  imageHosts: [],
};
const mail: StepOf<'send_email'> = {
  id: 'mail',
  kind: 'send_email',
  subject: '{{ job.title }} is done',
  body: 'Hi {{ customer.first_name | default: "there" }},\n\n{{ job.title }} is done. How was it?\n\n{{ business.review_link }}',
};
const text: StepOf<'send_sms'> = {
  id: 'text',
  kind: 'send_sms',
  body: 'Hi {{ customer.first_name | default: "there" }}, how was {{ job.title }}? {{ business.review_link }}',
};
const journey: Definition = { ...emptyDefinition(), purpose: 'review_request', steps: [mail, text] };
const outside = { unsubscribeUrl: 'https://afterjob.example/u/token', track: untracked };

/** M2: messages filled in and laid out, on one core. */
export const renderMessages: Bench = async (): Promise<Row> => {
  const speeds = { mail: [] as number[], text: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    speeds.mail.push(renderedPerSecond(mail));
    speeds.text.push(renderedPerSecond(text));
  }
  return {
    id: 'M2',
    what: 'Review requests filled in, laid out and escaped, on one core: emails; texts',
    target: 'none',
    ratio: `${words(figure(speeds.mail), 0)}/s; ${words(figure(speeds.text), 0)}/s`,
    figures: `${messages} each a round`,
    met: true,
  };
};

function renderedPerSecond(step: typeof mail | typeof text): number {
  const from = performance.now();
  for (let index = 0; index < messages; index++) {
    const name = `Ada ${index}`;
    const person = { name, firstName: name, lastName: '', companyName: null, email: null, phone: null };
    const facts = templateFacts(person, business, { 'job.title': 'Lawn & hedge' });
    if (!compose(step, journey, facts, business, outside).ok) throw new Error('It was not rendered');
  }
  return messages / ((performance.now() - from) / 1_000);
}
