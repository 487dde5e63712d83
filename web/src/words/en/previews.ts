export const previews = {
  trial: {
    open: 'Preview and test',
    title: 'Preview of message {{number}}',
    customer: 'With the values of',
    customerHint: 'Type a name. Empty: sample values.',
    nobody: 'Nobody is called that.',
    sample: 'Sample values',
    view: 'Shown as',
    views: { light: 'Light', dark: 'Dark', phone: 'Phone', plain: 'Plain text' },
    subject: 'Subject',
    billed_one: 'Billed as {{count, number}} text.',
    billed_other: 'Billed as {{count, number}} texts.',
    cannot: 'It cannot be written with these values',
    test: 'Try it out',
    testEmail:
      'It goes to {{email}}, marked [Test], with an unsubscribe link that does nothing. It is not counted anywhere.',
    testSms: 'It is marked [Test] and not counted anywhere.',
    number: 'Mobile number',
    send: 'Send a test',
    sent: 'A test is on its way to {{to}}.',
  },
} as const;
