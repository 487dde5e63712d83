export const settingsPages = {
  settingsPages: {
    lead: 'How Afterjob works for your business.',
    work: 'Your business',
    sending: 'Sending',
    people: 'People and access',
    records: 'Records',
    integrations: 'Connect Jobber and QuickBooks, and see how they are doing.',
    business: 'Name, address and time zone.',
    brand: 'Colors and logo of your emails, and the links you use in messages.',
    senders: 'The email address and the number that your messages come from.',
    sendingHours: 'When messages may reach your customers, and your holidays.',
    team: 'Who may see and change what.',
    notifications: 'Who is told when a customer texts back.',
  },
} as const;
