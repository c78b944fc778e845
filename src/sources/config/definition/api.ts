import { boolean, choice, either, integer, json, list, map, record, scalar, text } from '../shape/shape.ts';
import { throttle } from './plans.ts';
import { textOrTexts } from './common-shapes.ts';

/** What every kind of API has. */
export const apiFields = {
  stage: text('Name of the stage: the first segment of every path, but for $default.'),
  stageVariables: map(
    'Variables of the stage.',
    scalar('', {
      pattern: '^[A-Za-z0-9._~:/?#&=,-]+$',
      maxLength: 512,
      wanted: 'up to 512 of letters, digits and -._~:/?#&=,',
    }),
    { pattern: '^[A-Za-z0-9_]{1,64}$', wanted: 'up to 64 letters, digits and _' },
  ),
  accessLog: record(
    'accessLog',
    'One line for each request.',
    {
      format: text('The line, with $context variables; $context.requestId must be among them.', { maxLength: 3072 }),
      destination: text('stdout (default), or a file.'),
    },
    ['format'],
  ),
  throttle,
  port: integer('Port of this API. Default: the next one of the file.', { min: 0, max: 65_535 }),
  apiId: text("Ten lower-case letters and digits. Default: derived from the API's name.", {
    pattern: '^[a-z0-9]{10}$',
    wanted: 'ten lower-case letters and digits',
  }),
  basePath: textOrTexts(
    'Serve the API as a custom domain does, below this path (/ for none) and without the stage in it.',
  ),
  domainName: text('Custom domain, as events show it.', {
    pattern: '^(\\*\\.)?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*$',
    wanted: 'a host name',
  }),
  name: text('What events and lists show. Default: the key.', { minLength: 1, maxLength: 128, wanted: 'a name' }),
  authorizer: text('Authorizer of every route that names none: one of the API, or iam. On a route, none turns it off.'),
  disableExecuteApiEndpoint: boolean('Refuse requests that come by the execute-api name.'),
};

/** How clients may speak TLS. What is said is shown; on this machine, Node's own TLS serves them. */
export const securityFields = {
  securityPolicy: text('TLS_1_0, TLS_1_2 or SecurityPolicy_…, as on AWS. Shown by describe; it changes nothing here.', {
    pattern: '^(?:TLS_1_[0-3]|SecurityPolicy_[A-Za-z0-9_]+)$',
    wanted: 'TLS_1_0, TLS_1_2 or a policy such as SecurityPolicy_TLS13_1_3_2025_09',
  }),
  endpointAccessMode: choice('Goes with SecurityPolicy_…: whether SNI and Host have to agree.', ['BASIC', 'STRICT']),
};

/** What domains and, in place of their domains, HTTP and REST APIs have. */
export const mutualTlsField = {
  mutualTlsAuthentication: record(
    'mutualTlsAuthentication',
    'Clients have to show a certificate; served with --https only.',
    { truststoreUri: text('A PEM file with the certificates that clients’ certificates may come from.') },
    ['truststoreUri'],
  ),
};

/** What only HTTP and REST APIs have. */
export const scopesField = {
  scopes: list('With authorizer: a token needs one of these.', text(''), { max: 10 }),
};

/** What only HTTP and REST APIs have. */
export const documentField = {
  openapi: text('An OpenAPI document (YAML or JSON) that describes the API; routes add to it.'),
  basepath: choice("What becomes of the document's own base path (not basePath, which stands for a custom domain).", [
    'ignore',
    'prepend',
    'split',
  ]),
};

/** What only REST and WebSocket APIs have. */
export const modelFields = {
  models: map(
    'JSON Schemas (draft 4) by name.',
    record(
      'model',
      'A model.',
      {
        contentType: text('Default: application/json.'),
        schema: either('The schema, as a map or as JSON text.', json(''), text('')),
      },
      ['schema'],
    ),
    { pattern: '^[A-Za-z0-9]+$', wanted: 'letters and digits' },
  ),
};

export const policyDocument = either('An IAM policy document, as a map or as JSON text.', json(''), text(''));

export const logLevel = choice('Execution log of the stage: OFF (default), ERROR or INFO.', ['OFF', 'ERROR', 'INFO']);
