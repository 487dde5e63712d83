import { format } from 'node:util';
import { afterEach, beforeEach } from '@jest/globals';

const original = console.error;
let unexpected: string[] = [];

beforeEach(() => {
  unexpected = [];
  console.error = (...args: unknown[]) => {
    unexpected.push(format(...args));
    original(...args);
  };
});

afterEach(() => {
  // A test that expects an error puts a function of its own in the place of console.error.
  console.error = original;
  if (unexpected.length > 0) throw new Error(`Unexpected console.error:\n${unexpected.join('\n')}`);
});
