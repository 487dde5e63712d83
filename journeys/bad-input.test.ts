import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { cases } from '../testing/depth.ts';
import { compose } from './compose.ts';
import { type Definition, emptyDefinition, type Step, type StepOf } from './definition.ts';
import { type Business, templateFacts } from './fields.ts';
import { checkTemplate, nestValues, plainBrand, render, renderEmail, untracked } from './templates.ts';

const values = nestValues({
  'customer.name': 'Ada',
  'job.total': 10,
  'job.zero': 0,
  'job.date': '2026-06-12T15:00:00Z',
});
const around = { footer: null, brand: plainBrand, track: untracked };
const deep = (levels: number) => `${'{% if customer.name %}'.repeat(levels)}x${'{% endif %}'.repeat(levels)}`;
const grown = `{% assign a = "${'x'.repeat(5000)}" %}`;

describe('a template that would do harm', () => {
  it.each([
    ['divides by zero', '{{ job.total | divided_by: 0 }}'],
    ['divides by a value that is zero', '{{ job.total | divided_by: job.zero }}'],
    ['loops', '{% for i in (1..1000000000) %}x{% endfor %}'],
    ['counts to a hundred million', '{{ (1..100000000) | join }}'],
    ['includes a file', '{% include "/etc/passwd" %}'],
    ['takes its layout from a file', '{% layout "/etc/passwd" %}'],
    ['nests 21 deep', deep(21)],
    ['nests 1,000 deep', deep(1000)],
    ['nests 5,000 brackets', `{{ a${'[a'.repeat(5000)}${']'.repeat(5000)} }}`],
    ['doubles itself', `{% assign a = "xxxxxxxxxx" %}${'{% assign a = a | append: a %}'.repeat(60)}{{ a }}`],
    ['replaces each letter with all', `${grown}{{ a | replace: "x", a }}`],
    ['joins each letter with all', `${grown}{{ a | split: "" | join: a }}`],
    ['pads a date', '{{ job.date | date: "%1000000000Y" }}'],
    ['is 5 MB long', 'x'.repeat(5_000_000)],
  ])('%s: nothing is written, at once', (_, template) => {
    const began = performance.now();
    expect(render('email', template, values)).toMatchObject({ ok: false, code: 'cannot_render' });
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('is refused when it is saved, where that can be seen', () => {
    const codes = [deep(21), deep(1000), '{% include "x" %}', 'x'.repeat(60_000)].map((text) =>
      checkTemplate(text, 'email', ['customer.name']).map(({ code }) => code),
    );
    expect(codes).toEqual([['syntax'], ['syntax'], ['syntax'], ['syntax']]);
    expect([checkTemplate(deep(20), 'email', ['customer.name']), render('sms', deep(20), values)]).toEqual([
      [],
      { ok: true, text: 'x' },
    ]);
  });

  it('writes nothing when a value is 5 MB long, and 2.5 MB are not sent either', () => {
    const name = 'x'.repeat(5_000_000);
    expect(renderEmail({ subject: 's', body: '{{ customer.name }}' }, { customer: { name } }, around)).toMatchObject({
      reason: 'too_long',
      variable: 'customer.name',
    });
    const many = '{{ customer.name }}'.repeat(2500);
    expect(render('email', many, { customer: { name: 'x'.repeat(1000) } })).toMatchObject({ reason: 'too_long' });
  });

  it.each([
    ['beginnings of pictures', `${'!['.repeat(20_000)}`],
    ['beginnings of links', '[a](https://'.repeat(4000)],
    ['an endless mail address', `${'a.'.repeat(24_000)}@`],
    ['an endless host', `a@${'a-'.repeat(24_000)}`],
    ['full stops after an address', `https://x.y/${'.'.repeat(48_000)}a`],
  ])('made of %s is read in a moment', (_, body) => {
    const began = performance.now();
    expect(renderEmail({ subject: 's', body }, values, around).ok).toBe(true);
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  it('is read in a moment when a value is made of half a host', () => {
    const began = performance.now();
    for (const name of ['a.'.repeat(90_000), 'a-'.repeat(90_000), '://'.repeat(40_000)])
      expect(render('email', '{{ customer.name }}', { customer: { name } }).ok).toBe(true);
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});

describe('what a customer supplied', () => {
  const business: Business = {
    name: 'Green Lawns',
    phone: null,
    websiteUrl: 'https://green.example/hello',
    replyTo: 'owner@green.example',
    street1: '1 Main Street',
    city: 'Springfield',
    province: 'IL',
    postalCode: '62701',
    logoUrl: 'https://green.example/logo.png',
    brandColor: '#117733',
    reviewUrl: 'https://g.page/r/green/review',
    bookingUrl: null,
    imageHosts: ['green.example'],
  };
  const mail: StepOf<'send_email'> = {
    id: 'mail',
    kind: 'send_email',
    subject: 'For {{ customer.name }}: {{ job.title }}',
    body: [
      'Hi {{ customer.first_name | upcase }} {{ customer.name }} ({{ customer.company_name }}),',
      '![{{ customer.name }}](https://green.example/{{ job.title }}.png) ![Us](https://green.example/us.png)',
      '[{{ customer.name }}]({{ business.review_link }}) [Review]({{ business.review_link }})',
      '[Review](https://green.example/{{ job.title }}) {{ job.title }}: {{ business.website }}',
      '{% if job.title %}{{ job.title | append: customer.name | replace: "x", "[a](https://evil.example)" }}{% endif %}',
    ].join('\n\n'),
  };
  const text: StepOf<'send_sms'> = { id: 'text', kind: 'send_sms', body: 'Hi {{ customer.name }}: {{ job.title }}' };
  const journey: Definition = { ...emptyDefinition(), steps: [mail, text] };
  const written = (step: Extract<Step, { kind: 'send_email' | 'send_sms' }>, supplied: string) => {
    const person = { name: supplied, firstName: supplied, lastName: supplied, companyName: supplied };
    const customer = { ...person, email: 'ada@example.com', phone: '+12025550123' };
    const facts = templateFacts(customer, business, { 'job.title': supplied });
    const outside = {
      unsubscribeUrl: 'https://mail.example/u/token',
      track: (url: string) => `https://mail.example/l/${url.length}`,
    };
    const composed = compose(step, journey, facts, business, outside);
    if (!composed.ok) throw new Error(composed.reason);
    return composed;
  };
  // Every tag with its attributes; how many paragraphs and line breaks there are is the customer's.
  const shape = (html: string | null) =>
    (html?.match(/<[^>]*>/g) ?? []).filter((tag) => !/^<(br|p style="margin:0 0 16px"|\/p)>$/.test(tag));
  const links = (words: string) => words.match(/\w:\/\/\S|\bwww\.\p{L}|[\p{L}\d]\.\p{L}{2,}/gu)?.length ?? 0;

  const nasty = fc.constantFrom(
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '" onmouseover="alert(1)',
    "' style='position:fixed",
    '</p></div></body>',
    '<!-- footer ends -->',
    '-->',
    '@@body@@',
    '@@accent@@',
    '$&',
    '$1',
    'https://evil.example/x',
    'evil.example',
    'www.evil.example',
    'evil。example',
    'https://user@evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:x@evil.example?bcc=y',
    '[a](https://evil.example)',
    '![a](https://green.example/evil.png)',
    '](https://evil.example)',
    ')',
    ']',
    '\r\nBcc: x@y.z',
    '\n\n',
    '\u2028',
    '\u202E',
    '\u2066',
    '{{ business.name }}',
    '{% raw %}',
    '\uE000',
    '\uE001',
    '&lt;',
    '\uD800',
    '\u0000',
  );
  const supplied = fc
    .array(fc.oneof(nasty, nasty, fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 6 })
    .map((parts) => `q${parts.join('')}q`);
  const numRuns = cases('messages with hostile customer data', { sample: 400, whole: 20_000 });

  it('makes no tag, attribute or link in an email, and no header', () => {
    const plain = written(mail, 'q');
    fc.assert(
      fc.property(supplied, (value) => {
        const { html, subject, text: words } = written(mail, value);
        expect(shape(html)).toEqual(shape(plain.html));
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(`${subject}${words}${html}`).not.toMatch(/[\u202A-\u202E\u2066-\u2069\uE000\uE001]/);
        expect([links(words), links(subject ?? '')]).toEqual([links(plain.text), 0]);
      }),
      { numRuns },
    );
  });

  it('makes no link in a text', () => {
    fc.assert(
      fc.property(supplied, (value) => {
        const { text: words } = written(text, value.slice(0, 300));
        expect([links(words), words.includes('\0')]).toEqual([0, false]);
      }),
      { numRuns },
    );
  });

  it('is still read as it was meant', () => {
    expect(written(text, 'Mr. Smith, v2.5, 10:30 a.m. & שלום').text).toContain(
      'Hi Mr. Smith, v2.5, 10:30 a.m. & שלום:',
    );
    expect(render('sms', '{{ customer.email }}', { customer: { email: 'ada@mail.example.com' } })).toMatchObject({
      text: 'ada@mail.example.com',
    });
  });
});

describe('a script for an address', () => {
  it('is no link, whoever wrote it', () => {
    const body = '[a](javascript:alert(1)) ![b](data:image/svg+xml,x) [c](//evil.example) {{ business.website }}';
    const sent = renderEmail({ subject: 's', body }, { business: { website: 'javascript:alert(1)' } }, around);
    expect(sent.ok && sent.html.match(/<(a|img)\b/g)).toBeNull();
  });
});
