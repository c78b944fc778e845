import { expect, test } from 'vitest';
import { readEngineAddress } from '../../src/model/definition/shared-state.ts';

test('a URL with everything', () => {
  expect(readEngineAddress('rediss://al%40ice:p%2Fw%3A@engine.example:6380/3')).toEqual({
    host: 'engine.example',
    port: 6380,
    secure: true,
    username: 'al@ice',
    password: 'p/w:',
    database: 3,
    shown: 'rediss://engine.example:6380/3',
  });
});

test.each([
  ['redis://localhost', { host: 'localhost', port: 6379, secure: false, database: 0 }],
  ['valkey://localhost:1/', { host: 'localhost', port: 1, secure: false, database: 0 }],
  ['valkeys://:secret@engine', { host: 'engine', port: 6379, secure: true, password: 'secret', database: 0 }],
  ['redis://[::1]:7000/1', { host: '::1', port: 7000, secure: false, database: 1 }],
])('%s', (url, expected) => {
  expect(readEngineAddress(url)).toMatchObject(expected);
});

test.each([
  ['', /begins with redis:/],
  ['localhost:6379', /begins with redis:/],
  ['http://localhost', /begins with redis:/],
  ['redis:///0', /with a host/],
  ['redis://localhost/zero', /number of a database/],
  ['redis://localhost/1/2', /number of a database/],
  ['redis://localhost/0?db=1', /without a query/],
  ['redis://user:50%@localhost', /%-encoded/],
])('"%s" is refused with what is wanted', (url, wanted) => {
  expect(readEngineAddress(url)).toEqual({ wanted: expect.stringMatching(wanted) });
});
