export const brand = {
  brand: {
    title: 'Look and links',
    lead: 'How your emails look, and where “leave a review” and “book again” lead.',
    look: 'Look',
    color: 'Colour',
    colorHint:
      'It marks your emails and their buttons. Letters are made darker or lighter where they could not be read.',
    colorWrong: 'A colour is # and six digits, such as #1d5c87.',
    usualColor: 'Back to the usual colour',
    logo: 'Logo',
    logoHint: 'The web address of a picture. Without one your business name stands at the top.',
    linkWrong: 'It should begin with https://',
    links: 'Links',
    review: 'Review link',
    reviewHint:
      'On Google: open your Business Profile, choose “Ask for reviews” and copy the link. It stands for {{field}} in your messages.',
    booking: 'Booking link',
    bookingHint:
      'Any page where customers book or ask for work. In Jobber it is the link to your online booking or request form. It stands for {{field}} in your messages.',
    track: 'Count who opens a link',
    trackHint:
      'Links then lead over this installation first. Whether an email was opened is never tracked. Switched off, links go straight to the page.',
    images: 'Pictures',
    hosts: 'Sites that pictures may come from',
    hostsHint: 'One a line, such as images.example.com. Pictures from elsewhere are left out of your emails.',
    hostsWrong: 'A line is not the name of a site: {{line}}',
    preview: 'So your emails look',
    previewLight: 'Light',
    previewDark: 'Dark',
    sample:
      'Hi Ada,\n\nthank you for having us. Would you tell others how it went?\n\n[Leave a review](https://example.com/review)\n\nSee you again!',
    saved: 'Saved. Messages that are written from now on look like this.',
  },
} as const;
