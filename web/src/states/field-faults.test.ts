import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '../request/request.ts';
import { atFields, besideFields } from './field-faults.ts';

const refused = (...paths: string[]) =>
  new ProblemError({
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    code: 'invalid',
    errors: paths.map((path) => ({ path, message: `${path} is wrong` })),
  });

function form() {
  const shown: Record<string, string>[] = [];
  return {
    values: { name: '', hosts: '' },
    setErrors: (errors: Record<string, string>) => void shown.push(errors),
    shown,
  };
}

describe('what the server says about a field', () => {
  it('stands at that field, that of a list at the list', () => {
    const filled = form();
    atFields(filled)(refused('name', 'hosts.2'));
    expect(filled.shown).toEqual([{ name: 'name is wrong', hosts: 'hosts.2 is wrong' }]);
    expect(besideFields(filled, refused('name', 'hosts.2'))).toBeNull();
  });

  it('is said beside the form when the form has no such field', () => {
    const error = refused('name', 'secret');
    expect(besideFields(form(), error)).toBe(error);
  });

  it('leaves every other failure alone', () => {
    const filled = form();
    const broken = new Error('offline');
    atFields(filled)(broken);
    expect(filled.shown).toEqual([]);
    expect(besideFields(filled, broken)).toBe(broken);
  });
});
