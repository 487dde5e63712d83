/** Where an address comes from: a system in which the business keeps its customers, or a list of anybody. */
export type AddressOrigin = 'system' | 'list';

export type AddressFault = 'malformed_address' | 'role_address';

const shape = /^[^\s@,;<>()[\]\\"]+@[^\s@,;<>()[\]\\"]+\.[^\s@,;<>()[\]\\".]{2,}$/;

/** Nobody reads these, or those who do take a message there for abuse. RFC 2142 names most of them. */
const readByNobody = new Set(
  'noreply no-reply no_reply donotreply do-not-reply do_not_reply mailer-daemon postmaster hostmaster abuse spam bounce bounces unsubscribe null devnull'.split(
    ' ',
  ),
);

/** A company's desk, not a person. Who is a customer may well have given it; on a list of strangers it is a trap. */
const ofARole = new Set(
  'info office sales support help contact admin administrator webmaster billing accounts accounting marketing hr jobs team hello mail enquiries inquiries service'.split(
    ' ',
  ),
);

/** Why nothing is sent to an address, whoever it belongs to; null: it may be used. */
export function faultOf(address: string, origin: AddressOrigin): AddressFault | null {
  const given = address.trim();
  if (given.length > 254 || given.indexOf('@') > 64 || given.includes('..') || !shape.test(given))
    return 'malformed_address';
  const mailbox = given.slice(0, given.indexOf('@')).toLowerCase().replace(/\+.*$/, '');
  if (readByNobody.has(mailbox)) return 'role_address';
  return origin === 'list' && ofARole.has(mailbox) ? 'role_address' : null;
}
