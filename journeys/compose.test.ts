import { describe, expect, it } from '@jest/globals';
import { compose, type Outside } from './compose.ts';
import { type Definition, emptyDefinition, type Step, type StepOf } from './definition.ts';
import { type Business, commonFields, templateFacts } from './fields.ts';
import { isAllowedRecipient } from './recipients.ts';

const business: Business = {
  name: 'Green Lawns',
  phone: null,
  websiteUrl: null,
  replyTo: 'owner@green.example',
  street1: '1 Main Street',
  city: 'Springfield',
  province: 'IL',
  postalCode: '62701',
  logoUrl: null,
  brandColor: null,
  reviewUrl: null,
  bookingUrl: null,
  imageHosts: [],
};
const outside: Outside = { unsubscribeUrl: null, track: (url) => url };
const ada = { name: 'Ada 🌻', firstName: 'Ada', lastName: '', companyName: null, email: null, phone: null };
const facts = templateFacts(ada, business, { 'job.title': 'Lawn & hedge' });
const email = (body: string): StepOf<'send_email'> => ({
  id: 'mail',
  kind: 'send_email',
  subject: 'Done: {{ job.title }}',
  body,
});
const sms = (id: string, body: string): StepOf<'send_sms'> => ({ id, kind: 'send_sms', body });
const journey = (...steps: Step[]): Definition => ({ ...emptyDefinition(), steps });

describe('a message', () => {
  it('is filled in word for word, and safe in HTML', () => {
    const step = email('Hi {{ customer.name }}, "{{ job.title }}" is done.');
    const composed = compose(step, journey(step), facts, business, outside);
    expect(composed).toMatchObject({ ok: true, subject: 'Done: Lawn & hedge' });
    expect(composed.ok && composed.text).toContain('Hi Ada 🌻, "Lawn & hedge" is done.');
    expect(composed.ok && composed.html).toContain('Lawn &amp; hedge');
  });

  it('carries the business and its address when it is marketing, and only then', () => {
    const step = email('Hello');
    const line = 'Green Lawns\n1 Main Street, Springfield, IL 62701';
    const marketing = compose(step, journey(step), facts, business, outside);
    const reminder = compose(step, { ...journey(step), purpose: 'visit_reminder' }, facts, business, outside);
    expect([marketing.ok && marketing.text.includes(line), reminder.ok && reminder.text]).toEqual([true, 'Hello']);
  });

  it('says how to opt out in the first text of a journey, once', () => {
    const steps = [sms('one', 'Hello'), sms('two', 'Hello')];
    const texts = steps.map((step) => compose(step, journey(...steps), facts, business, outside));
    expect(texts.map((one) => one.ok && one.text)).toEqual(['Hello\nReply STOP to opt out', 'Hello']);
    const own = sms('one', 'Text STOP to end this');
    expect(compose(own, journey(own), facts, business, outside)).toMatchObject({ text: 'Text STOP to end this' });
  });

  it('makes a button of a link that stands alone, and its address follows the words in plain text', () => {
    const body = 'Thank you!\n\n[Leave a review]({{ business.review_link }})\n\nSee https://green.example/a.';
    const shop = { ...business, brandColor: '#ffdd00', reviewUrl: 'https://g.page/r/green' };
    const own = templateFacts(ada, shop, { 'job.title': 'Lawn' });
    const track = (url: string) => `https://mail.example/l/${url.length}`;
    const mail = compose(email(body), journey(), own, shop, { unsubscribeUrl: 'https://mail.example/u/x', track });
    if (!mail.ok) throw new Error(mail.reason);
    expect(mail.text).toMatch(
      /^Thank you!\n\nLeave a review: https:\/\/mail\.example\/l\/22\n\nSee https:\/\/mail\.example\/l\/23\./,
    );
    expect(mail.text.endsWith('\nUnsubscribe: https://mail.example/u/x')).toBe(true);
    expect(mail.html).toMatch(
      /<a class="button" href="https:\/\/mail\.example\/l\/22" style="[^"]*background:#ffdd00;color:#000000/,
    );
    expect(mail.html).toContain('>green.example/a</a>.');
    expect(mail.html).toContain('href="https://mail.example/u/x"');
    const text = compose(sms('one', '[Review]({{ business.review_link }})'), journey(), own, shop, outside);
    expect(text.ok && text.text).toContain('Review: https://g.page/r/green');
  });

  it('shows pictures of allowed sites and the words of others, and a logo by https only', () => {
    const body = '![Us](https://pics.example/us.png) ![Them](https://evil.example/them.png)';
    const shown = (logoUrl: string) => {
      const shop = { ...business, logoUrl, imageHosts: ['pics.example'] };
      const mail = compose(email(body), journey(), facts, shop, outside);
      return mail.ok ? (mail.html?.match(/<img src="[^"]*" alt="[^"]*"/g) ?? []) : null;
    };
    const us = '<img src="https://pics.example/us.png" alt="Us"';
    expect(shown('http://green.example/logo.png')).toEqual([us]);
    expect(shown('https://green.example/logo.png')).toEqual([
      '<img src="https://green.example/logo.png" alt="Green Lawns"',
      us,
    ]);
  });

  it('names the variable that it has no value for', () => {
    const step = sms('one', 'Hi {{ customer.last_name }}');
    expect(compose(step, journey(step), facts, business, outside)).toEqual({
      ok: false,
      reason: 'cannot_render:customer.last_name',
    });
  });

  it('is not written when it would be too long', () => {
    const step = sms('one', 'x'.repeat(1595));
    expect(compose(step, journey(step), facts, business, outside)).toEqual({ ok: false, reason: 'cannot_render' });
  });

  it('has a value, or none, for every field that is offered', () => {
    expect(commonFields.map(({ name }) => name).filter((name) => !(name in facts))).toEqual([]);
  });
});

describe('the list of recipients', () => {
  it('admits addresses, numbers and domains that are on it', () => {
    const allowed = ['Ada@Example.com', '+12025550123', 'green.example'];
    const tried = [
      'ada@example.com',
      'bob@example.com',
      'x@green.example',
      'x@notgreen.example',
      '+12025550123',
      '+12025550124',
    ];
    expect(tried.map((to) => isAllowedRecipient(to, allowed))).toEqual([true, false, true, false, true, false]);
    expect([isAllowedRecipient('x@y.z', null), isAllowedRecipient('x@y.z', [])]).toEqual([true, false]);
  });
});
