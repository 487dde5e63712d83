import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { cases } from '../testing/depth.ts';
import {
  checkTemplate,
  nestValues,
  plainBrand,
  render,
  renderEmail,
  renderSms,
  untracked,
  variablesOf,
} from './templates.ts';

const around = (text: string | null) => ({
  footer: text === null ? null : { text, unsubscribeUrl: null },
  brand: plainBrand,
  track: untracked,
});

const values = nestValues({
  'customer.first_name': 'Renée',
  'customer.name': 'Renée O’Hara 🎉',
  'customer.company_name': null,
  'customer.email': '  ',
  'business.name': 'Van & Co',
  'business.website_url': 'https://van.example/review',
  'job.title': 'Fix <the> door',
  'job.total': 0,
});
const known = ['customer.first_name', 'customer.name', 'customer.company_name', 'business.name', 'job.title'];

describe('variablesOf', () => {
  it('names every variable once, and none of a text that cannot be read', () => {
    expect(variablesOf('{{ customer.name | upcase }} {% if job.title %}{{ customer.name }}{% endif %}')).toEqual([
      'customer.name',
      'job.title',
    ]);
    expect(variablesOf('{{ customer.name')).toEqual([]);
  });
});

describe('checkTemplate', () => {
  it('finds nothing in a text that can always be sent', () => {
    const text = 'Hi {{ customer.first_name | default: "there" }}{% if job.title %}: {{ job.title }}{% endif %}';
    expect(checkTemplate(text, 'sms', known)).toEqual([]);
  });
  it('reports an unknown variable as an error', () => {
    expect(checkTemplate('Hi {{ customer.nickname }}', 'email', known)).toMatchObject([
      { code: 'unknown_variable', severity: 'error', variable: 'customer.nickname' },
    ]);
  });
  it('notes a variable without a default', () => {
    expect(checkTemplate('Hi {{ customer.first_name }}', 'email', known)).toMatchObject([
      { code: 'no_default', severity: 'note', variable: 'customer.first_name' },
    ]);
  });
  it.each([
    '{{ customer.name',
    '{% if customer.name %}',
    '{{ customer.name | raw }}',
    '{{ customer.name | nonsense }}',
    '{% include "/etc/passwd" %}',
    '{% render "x" %}',
    '{% for i in (1..9) %}x{% endfor %}',
    '{% capture x %}y{% endcapture %}',
    'x'.repeat(50_001),
  ])('reports %j as a text that cannot be read', (source) => {
    expect(checkTemplate(source, 'email', known)).toMatchObject([{ code: 'syntax', severity: 'error' }]);
  });
});

describe('render', () => {
  it('fills in the values word for word', () => {
    expect(render('sms', '{{ customer.name }}: {{ job.title }} ({{ job.total }})', values)).toEqual({
      ok: true,
      text: 'Renée O’Hara 🎉: Fix <the> door (0)',
    });
  });
  it.each(['customer.company_name', 'customer.email', 'customer.unheard_of', 'invoice.number'])(
    'writes nothing without %s',
    (variable) => {
      const missing = { ok: false, code: 'cannot_render', reason: 'missing', variable };
      expect(render('sms', `Hi {{ ${variable} }},`, values)).toEqual(missing);
      expect(render('email', `Hi {{ ${variable} | upcase }},`, values)).toEqual(missing);
      expect(render('sms', `Hi {{ ${variable} | default: "there" }},`, values)).toEqual({
        ok: true,
        text: 'Hi there,',
      });
      expect(render('sms', `Hi{% if ${variable} %} {{ ${variable} }}{% endif %},`, values)).toMatchObject({
        text: 'Hi,',
      });
    },
  );
  it('writes no whole objects', () => {
    expect(render('sms', '{{ customer }}', values)).toMatchObject({ reason: 'not_a_text', variable: 'customer' });
  });
  it.each(['customer.constructor', 'customer.__proto__', 'customer.toString', '__proto__', 'constructor'])(
    'keeps %s out of reach',
    (variable) => {
      expect(render('sms', `{{ ${variable} }}`, values)).toMatchObject({ ok: false });
      expect(render('sms', `{{ ${variable} }}`, { customer: { name: 'x' } })).toMatchObject({ ok: false });
    },
  );
  it('bounds its work and its result', () => {
    const bomb = `{% assign a = "xxxxxxxxxx" %}${'{% assign a = a | append: a %}'.repeat(60)}{{ a }}`;
    expect(render('email', bomb, values)).toMatchObject({ ok: false, reason: 'syntax' });
    expect(render('sms', 'x'.repeat(1601), values)).toMatchObject({ ok: false, reason: 'too_long' });
    expect(render('sms', '  {% comment %}x{% endcomment %} ', values)).toMatchObject({ ok: false, reason: 'empty' });
  });
});

describe('renderEmail', () => {
  const body =
    'Hello {{ customer.first_name }},\n\nwe are done:\n{{ job.title }}.\n\nWrite to us: {{ business.website_url }}.';

  it('makes paragraphs, escapes and links what the business wrote', () => {
    const email = renderEmail({ subject: 'Done: {{ job.title }}', body }, values, around('Van & Co, me@van.example'));
    if (!email.ok) throw new Error(email.reason);
    expect(email.subject).toBe('Done: Fix <the> door');
    expect(email.text).toBe(
      'Hello Renée,\n\nwe are done:\nFix <the> door.\n\nWrite to us: https://van.example/review.\n\n--\nVan & Co, me@van.example',
    );
    expect(email.html.match(/<p [^>]*>/g)).toHaveLength(4);
    expect(email.html).toContain('we are done:<br>Fix &lt;the&gt; door.');
    expect(email.html).toContain(
      '<a href="https://van.example/review" style="color:#1d5c87">https://van.example/review</a>.',
    );
    expect(email.html).toContain(
      'Van &amp; Co, <a href="mailto:me@van.example" style="color:#1d5c87">me@van.example</a>',
    );
  });
  it('says which part cannot be written', () => {
    expect(renderEmail({ subject: '{{ customer.email }}', body }, values, around(null))).toMatchObject({
      variable: 'customer.email',
    });
  });
  it('links what the system of a paper has made, and nobody else', () => {
    const facts = (name: string, address: string) =>
      renderSms(`{{ ${name} }}`, nestValues({ [name]: address, 'business.name': 'Rosa' }));
    const address = 'https://clienthub.example.com/invoices/7';
    const text = 'https: //clienthub. example. com/invoices/7';
    expect([facts('invoice.pay_link', address), facts('quote.link', address)]).toEqual([
      { ok: true, text: address },
      { ok: true, text: address },
    ]);
    expect([facts('invoice.subject', address), facts('customer.pay_link', address)]).toEqual([
      { ok: true, text },
      { ok: true, text },
    ]);
    expect(facts('invoice.pay_link', 'http://evil.example')).toEqual({ ok: true, text: 'http: //evil. example' });
  });

  it('links nothing that a customer supplied or that a variable completes', () => {
    const sent = renderEmail(
      { subject: 's', body: '{{ job.title }} https://van.example{{ job.title }} javascript:alert(1)' },
      { job: { title: 'https://evil.example/x' } },
      around(null),
    );
    if (!sent.ok) throw new Error(sent.reason);
    expect(sent.html).not.toContain('<a');
  });

  it('makes no tag, attribute or header of anything a customer supplied', () => {
    const nasty = fc.constantFrom(
      '<script>',
      '"',
      "'",
      '</p>',
      '<a href=',
      'https://evil.example',
      'a@b.c',
      '\r\nBcc: x@y.z',
      '{{',
      '%}',
      '\uE000',
      '\uE001',
      '&lt;',
      '\u2028',
    );
    const supplied = fc
      .array(fc.oneof(nasty, fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 6 })
      .map((parts) => `x${parts.join('')}`);
    const template = {
      subject: 'For {{ customer.name }}',
      body: 'Hi {{ customer.name }}, {{ customer.name | upcase }}!',
    };
    const plain = renderEmail(template, { customer: { name: 'x' } }, around('foot'));
    const shape = (html: string) => html.match(/<[^>]*>/g)?.filter((tag) => tag !== '<br>' && !/^<\/?p\b/.test(tag));
    fc.assert(
      fc.property(supplied, (name) => {
        const email = renderEmail(template, { customer: { name } }, around('foot'));
        if (!email.ok || !plain.ok) throw new Error('not written');
        expect(shape(email.html)).toEqual(shape(plain.html));
        expect(email.html.match(/<p\b[^>]*>/g)?.every((tag) => tag === '<p style="margin:0 0 16px">')).toBe(true);
        expect(email.subject).not.toMatch(/[\r\n\u2028\u2029\u0085]/);
      }),
      { numRuns: cases('templates with hostile customer data', { sample: 500, whole: 20_000 }) },
    );
  });
});

describe('renderSms', () => {
  it('escapes nothing and keeps line breaks', () => {
    expect(renderSms('{{ business.name }}:\r\n"done" & {{ job.title }}', values)).toEqual({
      ok: true,
      text: 'Van & Co:\n"done" & Fix <the> door',
    });
  });
});

describe('nestValues', () => {
  it('turns flat names into nested ones, without touching any prototype', () => {
    const nested = nestValues({ 'a.b': 1, 'a.c.d': 'x', '__proto__.polluted': true, e: null });
    expect(JSON.parse(JSON.stringify(nested))).toMatchObject({ a: { b: 1, c: { d: 'x' } }, e: null });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
