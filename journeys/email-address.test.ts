import { describe, expect, it } from '@jest/globals';
import { faultOf } from './email-address.ts';

describe('an email address', () => {
  it.each([
    ['ada@example.com', null],
    [' Ada.Lovelace+jobs@mail.example.co.uk ', null],
    ["o'brien@example.com", null],
    ['renée@exämple.com', null],
    ['info@example.com', null],
    ['noreplyful@example.com', null],
    ['No-Reply@example.com', 'role_address'],
    ['noreply+17@example.com', 'role_address'],
    ['mailer-daemon@example.com', 'role_address'],
    ['postmaster@example.com', 'role_address'],
    ['abuse@example.com', 'role_address'],
    ['', 'malformed_address'],
    ['ada', 'malformed_address'],
    ['ada@example', 'malformed_address'],
    ['ada@example..com', 'malformed_address'],
    ['ada@example.com.', 'malformed_address'],
    ['ada@b@example.com', 'malformed_address'],
    ['ada @example.com', 'malformed_address'],
    ['Ada <ada@example.com>', 'malformed_address'],
    ['ada@example.com, bob@example.com', 'malformed_address'],
    ['ada@example.com\nBcc: bob@example.com', 'malformed_address'],
    [`${'a'.repeat(65)}@example.com`, 'malformed_address'],
    [`ada@${'a'.repeat(250)}.com`, 'malformed_address'],
  ])('%p of a customer system is judged %p', (address, fault) => {
    expect(faultOf(address, 'system')).toBe(fault);
  });

  it.each([
    ['info@example.com', 'role_address'],
    ['Sales+us@example.com', 'role_address'],
    ['salesman@example.com', null],
  ])('%p of a list of strangers is judged %p', (address, fault) => {
    expect(faultOf(address, 'list')).toBe(fault);
  });
});
