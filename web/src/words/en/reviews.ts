export const reviews = {
  review: {
    title: 'Did it arrive?',
    why: 'We handed it to the sending service and never got an answer, so it may or may not have reached {{to}}. Ask the customer, or look at the phone.',
    askedAt: 'We last asked the sending service',
    say: { arrived: 'It arrived', not_sent: 'It did not arrive', send_again: 'Send it again' },
    againMeans: 'Sending it again may mean that the customer gets it twice.',
    done: {
      arrived: 'Noted: it arrived',
      not_sent: 'Noted: it did not arrive',
      send_again: 'It is being sent again',
    },
    history: 'What became of it',
    source: {
      journey: 'by us',
      vendor: 'answered by the sending service',
      callback: 'told by the sending service',
      owner: 'said by your team',
    },
  },
} as const;
