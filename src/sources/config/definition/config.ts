import { keysLike } from './input-ids.ts';
import { boolean, choice, either, integer, json, list, map, number, record, scalar, text } from '../shape/shape.ts';
import type { Value, Written } from '../shape/value.ts';
import { policyDocument } from './api.ts';
import { apis } from './apis.ts';
import { domains, edge } from './domains.ts';
import { functionDefaults, functionDefinition } from './function.ts';
import { faults } from './faults.ts';
import { throttle } from './plans.ts';
import { environment, httpUrl } from './common-shapes.ts';

const port = { min: 0, max: 65_535 };

const admin = either(
  'Dashboard, Lambda API, control plane and @connections; false turns them off.',
  boolean('false: no admin port.'),
  record('admin', 'The admin port.', { port: integer('Default: 4567. 0 takes a free one.', port) }),
);

const credential = record(
  'credential',
  'An access key and its owner.',
  {
    accessKeyId: text('What requests are signed with.', {
      pattern: '^[A-Za-z0-9_-]{4,128}$',
      wanted: 'an access key id (4 to 128 letters and digits)',
    }),
    secretAccessKey: text('Its secret.', { minLength: 1, wanted: 'the secret of the key' }),
    sessionToken: text('Needed as X-Amz-Security-Token, if set.'),
    expiration: text('End of the session, as STS writes it: 2026-11-24T18:00:00Z. Default: never.', {
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$',
      wanted: 'a time in UTC, 2026-11-24T18:00:00Z',
    }),
    userArn: text('The owner of the key. Default: arn:aws:iam::{accountId}:user/{name}.', {
      pattern: '^arn:[A-Za-z0-9-]+:(iam|sts)::[0-9]{12}:.+$',
      wanted: 'the ARN of a user or role (arn:aws:iam::123456789012:user/alice)',
    }),
    policy: policyDocument,
  },
  ['accessKeyId', 'secretAccessKey'],
);

const localProcess = record(
  'process',
  'A local service, started before the APIs and stopped with them.',
  {
    command: text('A shell command.', { minLength: 1, wanted: 'a shell command' }),
    cwd: text('Working folder. Default: the folder of the configuration file.'),
    environment,
    ready: text('An http(s) URL that answers, or tcp://host:port that accepts, once it is ready.', {
      pattern: '^(https?://.+|tcp://.+:[0-9]+)$',
      wanted: 'an http(s) URL or tcp://host:port',
    }),
    readyTimeout: number('How long to wait for it. Default: 30.', { min: 0.1, max: 3600, unit: 'seconds' }),
  },
  ['command'],
);

const shared = record(
  'shared',
  'State that several emulators have in common, which makes them one gateway.',
  {
    redis: text('URL of a Valkey or Redis: redis://[user:password@]host[:port][/database], rediss:// for TLS.'),
    whenUnreachable: choice('What throttles and quotas do while it cannot be reached. Default: refuse.', [
      'refuse',
      'allow',
    ]),
    name: text('Keeps gateways apart that use one engine and have the account and region in common.', {
      pattern: '^[A-Za-z0-9_.-]{1,64}$',
      wanted: 'up to 64 letters, digits, _, . and -',
    }),
  },
  ['redis'],
);

/** The whole of `emulator.config.yaml`: what is read, what the JSON Schema says and what `defineConfig` takes. */
export const configDefinition = record('configuration', 'Configuration of gw-emulate.', {
  $schema: text('Where the JSON Schema of this file is, for editors.'),
  source: either(
    'An input that this file is laid over: a template, serverless.yml, a cloud assembly, a Terraform plan.',
    text('Its path.'),
    record('source', 'The input and what is read of it.', {
      file: text('Path of the file or folder.'),
      parameters: map('Parameters of a CloudFormation or SAM template.', scalar('')),
      stackName: text('The name that a template is deployed as. Default: local.'),
      stage: text('Stage of serverless.yml.'),
      params: map('Parameters of serverless.yml.', scalar('')),
      region: text("The region that it is deployed to. Default: this file's."),
      stacks: list('Of a cloud assembly, only these stacks.', text('')),
      app: text(
        'Of a CDK app: the command that synthesises, or the folder of a cloud assembly, instead of app of its cdk.json.',
      ),
      context: json('Of a CDK app: what it finds with tryGetContext, above the context of its cdk.json.'),
      plan: text('A Terraform plan or state as JSON, or a folder of .tf files, whatever its name is.'),
    }),
  ),
  values: map('What cannot be known here: ssm:/name, import:Name, Resource.Attribute -> value.', scalar('')),
  region: text('Default: us-east-1.', {
    pattern: '^[a-z]{2}(-[a-z]+)+-[0-9]+$',
    wanted: 'an AWS region such as us-east-1',
  }),
  accountId: scalar('Default: 123456789012.', { pattern: '^[0-9]{12}$', wanted: 'twelve digits, in quotes' }),
  port: integer('Port of the first API; the next APIs get the next ports. Default: 3000. 0 takes free ones.', port),
  admin,
  edge,
  domains,
  envFile: text('A file of NAME=value lines: variables of every function.'),
  bundle: boolean('true or false for every function that does not say it itself; see there.'),
  defaults: record('defaults', 'What functions have that do not say otherwise.', { function: functionDefaults }),
  functions: map('Lambda functions by name.', functionDefinition, {
    pattern: keysLike('[A-Za-z0-9_-]{1,64}'),
    wanted: 'up to 64 letters, digits, _ and -',
  }),
  credentials: map('Access keys that may sign requests, by name.', credential),
  processes: map('Local services by name.', localProcess),
  apis,
  localUserPools: list(
    'Ids of user pools that the local issuer stands for: its tokens are taken where an authorizer names them.',
    text('', {
      pattern: '^[a-z]{2}(-[a-z]+)+-[0-9]_[0-9A-Za-z]+$',
      wanted: 'the id of a user pool such as us-east-1_AbCd12345',
    }),
  ),
  accountThrottle: throttle,
  faults,
  shared,
  maxWarm: integer(
    'Environments of all functions together that stay warm. Default: one for each 100 MB of memory, 4 to 20, of 180 MB at most.',
    { min: 1, max: 1000 },
  ),
  endpoints: map('AWS services (dynamodb, sqs …) -> URL that integrations with them call.', httpUrl('')),
  vpcLinks: map('VPC link, listener or service ARN -> local URL.', httpUrl('')),
});

/** The configuration as it was read. */
export type Config = Value<typeof configDefinition>;

/** What a configuration in code may hold; see the JSON Schema in the package for what each key means. */
export type EmulatorConfig = Written<typeof configDefinition>;
