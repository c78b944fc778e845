import { boolean, choice, either, integer, list, record, text } from '../shape/shape.ts';
import { corsConfiguration } from './cors.ts';
import { environment } from './common-shapes.ts';

const handler = text(
  'A Lambda handler string: the path of the file without its extension, a dot, the export. Files ending in .ts .mts .cts .tsx .js .mjs .cjs are looked for.',
  { wanted: 'a handler string' },
);

const functionUrl = record('function URL', 'An HTTP endpoint of the function itself.', {
  port: integer('Port of the URL. Default: the next one after the APIs.', { min: 0, max: 65_535 }),
  invokeMode: choice('BUFFERED (default) answers when the function is done, RESPONSE_STREAM while it runs.', [
    'BUFFERED',
    'RESPONSE_STREAM',
  ]),
  auth: choice('NONE (default), or IAM for signed requests only.', ['NONE', 'IAM'], { aliases: { AWS_IAM: 'IAM' } }),
  cors: corsConfiguration,
});

export const functionLongForm = record('function', 'A Lambda function.', {
  handler,
  timeout: integer('Seconds that an invocation may take. Default: 3, as in Lambda.', {
    min: 1,
    max: 900,
    unit: 'seconds',
  }),
  memory: integer('Memory. Default: 128.', { min: 128, max: 10_240, unit: 'MB' }),
  environment,
  architectures: list(
    'One of x86_64 (default) and arm64. It decides the price only.',
    choice('An instruction set.', ['x86_64', 'arm64']),
    { min: 1, max: 1 },
  ),
  ephemeralStorage: integer('Size of /tmp. It decides the price only. Default: 512.', {
    min: 512,
    max: 10_240,
    unit: 'MB',
  }),
  concurrency: integer('Reserved concurrency: how many events may run at once. 0 refuses all.', {
    min: 0,
    max: 10_000,
  }),
  runtime: text(
    'Any Lambda runtime identifier, such as nodejs22.x. With python3.x the handler is Python code; otherwise informative.',
  ),
  node: text('Path of another Node binary to run the function on.'),
  isolation: choice(
    'thread (default): a worker thread. process: a process of its own, for native add-ons or process.chdir.',
    ['thread', 'process'],
  ),
  bundle: boolean(
    'true: the function is one bundle. false: its files run as they are, TypeScript compiled file by file. Default: JavaScript that Node can load runs as it is and everything else is bundled.',
  ),
  command: text('A program that speaks the Lambda Runtime API, in any language; the handler string is handed to it.'),
  layers: list('Folders or zip files that stand at the place of /opt, in order.', text('')),
  inline: text('Source text of the function; the handler string then begins with "index.".'),
  onFailure: text('The function that receives asynchronous events which failed for good.'),
  url: either('A function URL: true, or its settings.', boolean('true: a URL with default settings.'), functionUrl),
});

const { timeout, memory, concurrency, runtime, node, isolation, layers, onFailure } = functionLongForm.fields;

/** What every function has that does not say otherwise. Variables are added to its own. */
export const functionDefaults = record('function defaults', 'What every function has unless it says otherwise.', {
  timeout,
  memory,
  environment,
  concurrency,
  runtime,
  node,
  isolation,
  layers,
  onFailure,
});

export const functionDefinition = either('A Lambda function: its handler string, or more.', handler, functionLongForm);
