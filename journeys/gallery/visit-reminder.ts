import { type GalleryJourney, written } from './gallery-journey.ts';

export const visitReminder: GalleryJourney = {
  name: 'Visit reminder',
  summary:
    'Texts the customer a day before a visit, with day and time. When you move the visit, the reminder moves with it; who has no mobile number gets an email.',
  notes: [
    'Who books less than a day ahead gets no reminder.',
    'Visits that were booked before you connected are not reminded of.',
  ],
  definitions: {
    jobber: written({
      on: 'jobber',
      starts: 'visit_scheduled',
      purpose: 'visit_reminder',
      // Never on the way, and never afterwards.
      usefulForHours: 20,
      // Whenever it is heard of: what matters is the day of the visit.
      latenessHours: 365 * 24,
      exits: [{ on: 'visit_completed', goal: false, about: 'entity' }],
      steps: [
        {
          id: 'day-before',
          kind: 'wait_until',
          time: null,
          weekdays: [],
          date: { field: 'visit.start_at', amount: -1, unit: 'days' },
          passed: 'end',
        },
        {
          id: 'remind',
          kind: 'send_sms',
          body: '{{ business.name }}: we will see you on {{ visit.start_at | date: "%A, %B %-d" }} at {{ visit.start_at | date: "%-I:%M %p" }}. If that does not suit you any more, just answer. Reply STOP to opt out',
          fallback: true,
        },
      ],
    }),
  },
};
