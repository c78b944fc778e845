import { expect, test } from 'vitest';
import { loadText, said } from './reading.ts';

// Mistakes in functions: what the user reads, word for word, with its place.
test.each([
  [
    'a function that is a number',
    'functions:\n  list: 5\n',
    '2:9 functions.list must be a handler string, or a map, found 5',
  ],
  [
    'a function without a handler',
    'functions:\n  list: { timeout: 5 }\n',
    '2:3 functions.list needs "handler" -> A handler string such as handlers/orders.create, or command: for a program, or inline: for source text.',
  ],
  [
    'a mistyped setting',
    'functions:\n  list: { handler: a.b, timeot: 5 }\n',
    '2:25 unknown key "timeot" in functions.list -> Did you mean "timeout"?',
  ],
  [
    'a timeout in words',
    'functions:\n  list:\n    handler: a.b\n    timeout: ten\n',
    '4:14 functions.list.timeout must be an integer from 1 to 900 (seconds), found "ten"',
  ],
  [
    'a timeout beyond 900',
    'functions:\n  list: { handler: a.b, timeout: 901 }\n',
    '2:34 functions.list.timeout must be an integer from 1 to 900 (seconds), found 901',
  ],
  [
    'too little memory',
    'functions:\n  list: { handler: a.b, memory: 64 }\n',
    '2:33 functions.list.memory must be an integer from 128 to 10,240 (MB), found 64',
  ],
  [
    'a handler that is a file',
    'functions:\n  list: handlers/products.ts\n',
    '2:9 functions.list is not a handler string: "handlers/products.ts" names a file -> Write the path without the extension and then the export: handlers/products.handler',
  ],
  [
    'a handler without an export',
    'functions:\n  list: handlers/products\n',
    '2:9 functions.list is not a handler string: wanted path/file.export, found "handlers/products" -> The path of the file without its extension, a dot, the name of the export: handlers/orders.create',
  ],
  [
    'a handler outside the folder',
    'functions:\n  list: ../lib/products.list\n',
    '2:9 functions.list is not a handler string: Lambda refuses ".." in it, found "../lib/products.list" -> Put the configuration file in a folder above all handlers.',
  ],
  [
    'a function name with a space',
    'functions:\n  my list: a.b\n',
    '2:3 a key of functions must be up to 64 letters, digits, _ and -, found "my list"',
  ],
  [
    'environment as a list',
    'functions:\n  list: { handler: a.b, environment: [A=1] }\n',
    '2:38 functions.list.environment must be a map, found a list -> Remove the dashes: what stands here is written as "name: …".',
  ],
  [
    'an environment variable without a value',
    'functions:\n  list:\n    handler: a.b\n    environment:\n      TABLE:\n',
    '5:7 functions.list.environment.TABLE must be text, found nothing',
  ],
  [
    'a variable that Lambda sets itself',
    'functions:\n  list:\n    handler: a.b\n    environment:\n      AWS_REGION: eu-west-1\n',
    '5:7 functions.list.environment.AWS_REGION is reserved: Lambda sets AWS_REGION itself -> Set region: of the configuration.',
  ],
  [
    'credentials in the environment',
    'functions:\n  list:\n    handler: a.b\n    environment:\n      AWS_ACCESS_KEY_ID: key\n',
    '5:7 functions.list.environment.AWS_ACCESS_KEY_ID is reserved: Lambda sets AWS_ACCESS_KEY_ID itself -> Credentials for functions come from the shell or from envFile.',
  ],
  [
    'a variable whose name AWS refuses',
    'functions:\n  list:\n    handler: a.b\n    environment:\n      _PRIVATE: x\n',
    '5:7 warning: functions.list.environment._PRIVATE has a name that AWS refuses -> Two characters or more: letters, digits and _, beginning with a letter.',
  ],
  [
    'more variables than AWS takes',
    `functions:\n  list:\n    handler: a.b\n    environment:\n      LARGE: ${'x'.repeat(4092)}\n`,
    '4:5 warning: functions.list.environment has 4097 bytes; AWS takes 4096 for all variables of a function',
  ],
  [
    'onFailure to nowhere',
    'functions:\n  list: { handler: a.b, onFailure: lst }\n',
    '2:36 functions.list.onFailure names the function "lst", which does not exist -> Did you mean "list"?',
  ],
  [
    'inline and command',
    'functions:\n  list: { inline: "x", command: ./run }\n',
    '2:24 functions.list has both "inline" and "command" -> A function is one or the other.',
  ],
  [
    'isolation of an unknown kind',
    'functions:\n  list: { handler: a.b, isolation: proces }\n',
    '2:36 functions.list.isolation must be one of "thread", "process", found "proces" -> Did you mean "process"?',
  ],
  [
    'a key of Lambda that we lack',
    'functions:\n  list: { handler: a.b, snapStart: {} }\n',
    '2:25 "snapStart" in functions.list is not supported yet',
  ],
])('%s', async (_title, text, expected) => {
  const { problems } = await loadText(text);
  expect(problems.map(said)).toEqual([expected]);
});
