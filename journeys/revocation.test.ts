import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readRevocation } from './revocation.ts';

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

const wantsOut = lines(`
  please quit texting me
  Stop please
  please stop
  Stop texting me
  STOP TEXTING ME!!!
  stop txting me
  quit txtn me
  Quit it
  Stop it
  Stop now
  stoppp
  stopppppp
  st0p
  S T O P
  s.t.o.p
  sotp
  stahp
  🛑
  stop stop stop
  Stop thanks
  Can you please stop
  pls stop
  plz stop msging me
  stop sending me these
  stop sending me messages
  Stop sending these texts to my phone
  stop with the texts
  stop the texts
  Stop all these messages please
  stop bothering me
  Stop harassing me
  quit bugging me
  Stop contacting me
  please cease texting this number
  cease and desist
  don't text me
  dont text me
  Don’t text me again
  do not text me
  Do not text this number again
  do not contact me again
  DO NOT CONTACT ME
  never text me again
  dont ever text me again
  Don't message me anymore
  don't write me again
  please don't text anymore
  no more texts
  No more texts please
  no more messages
  no more of these texts
  no more
  no more spam
  no texts please
  I don't want these texts
  I dont want any more texts
  I don't want to receive texts from you
  i dont want ur texts
  I do not wish to receive these messages
  I no longer wish to receive messages
  I don't want to get any more messages
  don't want to hear from you
  I don't want to hear from you anymore
  not interested in receiving texts
  I didn't sign up for this
  i didnt ask for this
  unsubscribe me
  Unsubscribe please
  please unsubscribe
  unsuscribe
  unsubcribe
  unsubscibe
  un-subscribe
  usubscribe me
  unsub
  how do i unsubscribe
  how do I unsubscribe from this?
  I want to unsubscribe
  opt out
  opt me out
  opt-out please
  I'd like to opt out
  I would like to opt out of these messages
  is there a way to opt out
  remove me
  remove me please
  Remove me from your list
  please remove my number
  Remove my number from your system
  take me off your list
  Take me off this list!
  take my number off your list please
  get me off this list
  delete my number
  Please delete my info
  lose my number
  lose this number
  forget my number
  leave me alone
  Leave me the f alone
  leave us alone please
  go away
  fuck off
  F off
  piss off
  get lost
  I'm blocking you
  reporting this number
  I want out
  I'm reporting you to the FCC, this is harassment
  you guys won't stop texting me
  I asked you not to text me
  take my name off this list
  I revoke my consent
  cancel these texts
  cancel my subscription
  cancel text messages
  end these messages
  If you don't stop texting me I will report you
  I asked you to stop texting me
  I've told you before, stop texting me
  Already asked three times to be removed. Stop texting!
  stop texting my wife
  dont call or text me
  Dont text. Call me instead
  knock off the texting
  enough texts
  not sure who this is but stop texting me
  For the last time stop texting this number
  no me escriban más
  No me manden mensajes
  no me envíen más mensajes
  no quiero más mensajes
  No quiero recibir mensajes
  ya no me manden mensajes
  dejen de escribirme
  deja de mandar mensajes
  dejen de molestar
  Dejenme en paz
  basta
  ¡Ya basta!
  alto
  paren por favor
  no más mensajes
  darme de baja
  quiero darme de baja
  quítenme de la lista
  borre mi número
  cancelar suscripción
`);

const wrongPerson = lines(`
  wrong number
  Wrong number!
  wrong person
  worng number
  you have the wrong number
  You've got the wrong number
  I think you have the wrong number, stop texting me
  u got the wrong number
  sorry, wrong number
  not the right number
  there's no one here by that name
  nobody by that name here
  This isn't her number anymore
  this is not his number
  she no longer has this number
  he doesn't have this number anymore
  this number belongs to someone else
  I just got this number
  I'm the new owner of this number
  número equivocado
  Se equivocó de número
  persona equivocada
  aquí no vive
`);

const unclear = lines(`
  stop texting me at night
  please don't text me before 9am
  stop texting so early
  dont text me while im at work
  stop texting me so often
  too many texts, no more texts this week until friday please
  stop asking me for reviews
  stop sending me quotes
  don't text me on sundays
  Is this a scam?
  SPAM
  this is spam
  who gave you my number?
  How did you get my number
  not interested
  no longer interested
  I'm not a customer
  i'm no longer your customer
  I never hired you
  my husband passed away
  she passed away last month
  we sold the house
  I moved away
  don't call me
  do not call
  sick of this
  I'm tired of your messages
  I will call my lawyer
  this is harassment
  Did I unsubscribe?
  stop the pump and text me
  I have a new number now
  not your customer
  fuck you
  What happens if I say stop
  email me instead
  enough already
  no me interesa
  como consiguió mi número
`);

const ordinary = lines(`
  Yes
  No thanks
  ok thank you
  Thanks so much!
  can you stop by tomorrow?
  Please stop by after 3
  could you stop in on Friday
  can you stop and look at the fence
  the AC stopped working
  my heater quit working
  can you stop the leak
  the water won't stop running
  toilet doesn't stop running
  don't stop, these reminders are great
  please don't stop texting me
  I didn't mean to unsubscribe
  I unsubscribed by accident
  why did you stop texting me?
  cancel my appointment
  Please cancel Tuesday
  can we move it to the end of the week
  take me off the schedule for tomorrow
  remove me from the waitlist
  please remove the old fence
  Can you take the branches with you
  text me when you are on the way
  Text me later please
  You can text or call me
  send me the invoice
  I sent the payment
  How much is it?
  Who is this?
  I'm not home today
  this is not urgent
  I'm not happy with the work
  there is no water pressure
  my lawn died
  the battery died again
  blocked drain
  we need a new drain stop
  the bus stop is in front of our house
  no more leaks so far!
  quote looks good, go ahead
  See you at 10
  I will be there in 5
  Do you also do gutters?
  the number is 202 555 0123
  5 stars!
  Sue will be home
  we are not done yet
  Muchas gracias
  Sí, está bien
  ¿A qué hora llegan?
  Para el martes está bien
  leave the gate open
  leave me a quote and be safe out there
  end of the week send me the bill
  cancel the appointment and text me
  you never texted me back
  You did not text me the price
  why don't you text me first
  you have not sent me the invoice
  can you take me now?
  make the ants go away
  can you get us out on Monday
  quite mi árbol por favor
  se equivocó en el precio
  no quiero nada más, gracias
  leave the key with my wife
  Don't forget the gate code
  please don't use the back door
`);

describe('an answer that ends texts in its own words', () => {
  it.each(wantsOut)('%s', (text) => expect(readRevocation(text)).toBe('wants_out'));
});

describe('an answer from somebody else', () => {
  it.each(wrongPerson)('%s', (text) => expect(readRevocation(text)).toBe('wrong_person'));

  it('is known by the name that they are not', () => {
    for (const text of ["I'm not Ada", 'This is not Ada Lovelace', 'no soy ada', 'sorry this isnt Lovelace'])
      expect(readRevocation(text, 'Ada Lovelace')).toBe('wrong_person');
    expect(readRevocation("I'm not home", 'Home Sweet Ltd')).toBeNull();
    expect(readRevocation('Ada is not here', 'Ada Lovelace')).toBeNull();
  });
});

describe('an answer that a person has to read', () => {
  it.each(unclear)('%s', (text) => expect(readRevocation(text)).toBe('unclear'));
});

describe('an answer about the work', () => {
  it.each(ordinary)('%s', (text) => expect(readRevocation(text)).toBeNull());
});

describe('the rules', () => {
  it('are tried on more than 150 sentences', () => {
    expect(new Set([...wantsOut, ...wrongPerson, ...unclear, ...ordinary]).size).toBeGreaterThan(250);
  });

  it('do not care for case, space, punctuation or thanks', () => {
    const dressed = fc.constantFrom(...wantsOut.filter((text) => /^[a-z ']+$/i.test(text) && !/^[a-z] /i.test(text)));
    fc.assert(
      fc.property(dressed, fc.constantFrom('', '!', '...', ' 😡', '\n'), fc.boolean(), (text, end, loud) => {
        expect(readRevocation(`  ${loud ? text.toUpperCase() : text}${end} `)).toBe('wants_out');
      }),
    );
  });

  it('read any text at all, and the longest in no time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, name) => void readRevocation(text, name)));
    const long = ['stop ', 'dont want to ', 'no more ', 'leave me ', 'a', '🛑'].map((part) => part.repeat(50_000));
    const begun = process.cpuUsage();
    for (const text of long) readRevocation(text);
    const { user } = process.cpuUsage(begun);
    expect(user / 1000).toBeLessThan(1_000);
  });
});
