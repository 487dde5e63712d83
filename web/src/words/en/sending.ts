export const sending = {
  sending: {
    pause: 'Pause all sending',
    pauseShort: 'Pause',
    pausedDone: 'Nothing leaves any more until you resume.',
    title: 'All sending is paused',
    since: 'No email and no text has left since {{since}}. Nothing is lost.',
    waiting_one: '{{count, number}} customer is waiting.',
    waiting_other: '{{count, number}} customers are waiting.',
    waiting_zero: 'Nobody is waiting yet.',
    resume: 'Resume sending',
    resumedDone: 'Messages leave again, within your sending hours and limits.',
    email: {
      warned: 'Too many of your emails come back',
      held: 'Emails with offers are on hold',
      figures:
        'Of {{sent, number}} emails in seven days, {{bounced, number}} bounced and {{complained, number}} were reported as unwanted.',
    },
    sms: {
      warned: 'Carriers filter too many of your texts',
      held: 'Texts with offers are on hold',
      figures: 'Of {{sent, number}} texts in seven days, carriers filtered {{filtered, number}}.',
    },
    warnedWhy: 'If it becomes more, offers and review requests wait, so that your reminders keep arriving.',
    heldWhy: 'Reminders go on. Look at what failed before you let offers go again.',
    look: 'See what failed',
    lift: 'Let offers go again',
    liftedDone: 'Offers go again. Counting begins anew.',
  },
  fallback: {
    byText: 'Send it as a text when the email bounces',
    byEmail: 'Send it as an email when the number cannot get texts',
    why: 'In the same words, and only where the customer accepts such messages.',
  },
} as const;
