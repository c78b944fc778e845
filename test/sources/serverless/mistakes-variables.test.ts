import { expect, test } from 'vitest';
import { readFiles, said, service } from './service.ts';

async function mistakes(rest: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  return said(await readFiles({ 'serverless.yml': service(rest), ...files }));
}

test('a key that the service does not have is named with the nearest one', async () => {
  expect(
    await mistakes(
      'custom:\n  table: t\nfunctions:\n  f:\n    handler: a.b\n    environment:\n      T: ${self:custom.tabel}',
    ),
  ).toEqual([
    'serverless.yml:9:10: functions.f.environment.T: self:custom.tabel was not found (Did you mean "table"?)',
  ]);
});

test('a mistake in an included file is positioned in that file', async () => {
  expect(
    await mistakes('functions: ${file(./functions.yml)}', {
      'functions.yml': 'f:\n  handler: a.b\n  environment:\n    T: ${self:servise}\n',
    }),
  ).toEqual(['functions.yml:4:8: functions.f.environment.T: self:servise was not found (Did you mean "service"?)']);
});

test('a key that a file does not have, and a file that there is not', async () => {
  expect(
    await mistakes('custom:\n  a: ${file(./config.yml):tabel}\n  b: ${file(./confg.yml):table}', {
      'config.yml': 'table: t\n',
    }),
  ).toEqual([
    'serverless.yml:4:6: custom.a: file(./config.yml):tabel was not found (Did you mean "table"?)',
    'serverless.yml:5:6: custom.b: the file confg.yml does not exist (Did you mean "config.yml"?)',
  ]);
});

test('variables that go round in a circle are named', async () => {
  expect(await mistakes('custom:\n  a: ${self:custom.b}\n  b: x-${self:custom.c}\n  c: ${self:custom.a}')).toEqual([
    'serverless.yml:6:6: variables refer to each other in a circle: custom.c → custom.a → custom.b → custom.c',
  ]);
  expect(await mistakes('custom:\n  a: ${self:custom}')).toEqual([
    'serverless.yml:4:6: custom refers to itself through a variable',
  ]);
});

test('syntax: a brace that does not close, an invalid fallback, a source that there is not', async () => {
  expect(
    await mistakes(
      'custom:\n  a: ${self:service\n  b: ${self:service, dev}\n  c: ${slef:service}\n  d: ${self:x, "open}',
    ),
  ).toEqual([
    'serverless.yml:4:6: custom.a: a variable has no closing }',
    'serverless.yml:5:6: custom.b: "dev" is not a fallback of a variable: it is a source such as self:…, a number, true, false, null, or text in quotes',
    'serverless.yml:6:6: custom.c: there is no variable source "slef" (Did you mean "self"?)',
    'serverless.yml:7:6: custom.d: text in a variable has no closing "',
  ]);
});

test('parameters, flags, strToBool and lists inside texts', async () => {
  expect(
    await mistakes(
      'params: { default: { table: t } }\ncustom:\n  a: ${param:tabel}\n  b: ${opt:stag}\n  c: ${strToBool(maybe)}\n  d: x-${self:custom.list}\n  list: [1]\n  e: ${sls:stages}',
    ),
  ).toEqual([
    'serverless.yml:5:6: custom.a: there is no parameter "tabel" (Did you mean "table"?)',
    'serverless.yml:6:6: custom.b: opt:stag was not given on the command line (Did you mean "stage"?)',
    'serverless.yml:7:6: custom.c: strToBool takes true, false, 1 or 0, found "maybe"',
    'serverless.yml:8:6: custom.d is a text, and one of its variables is a list',
    'serverless.yml:10:6: custom.e: sls:stages is not an address of sls (Did you mean "stage"?)',
  ]);
});

test('an included file that is not valid YAML is reported where it is wrong, once', async () => {
  expect(
    await mistakes('custom:\n  a: ${file(./c.yml):x}\n  b: ${file(./c.yml):y}', { 'c.yml': 'x: [1, 2\ny: 3\n' }),
  ).toEqual(['c.yml:2:1: not valid YAML: a "]" is missing before this line (Close what was opened above.)']);
});
