import { mutualTlsField, securityFields } from './api.ts';
import { boolean, choice, integer, list, map, record, text } from '../shape/shape.ts';

export const edge = record(
  'edge',
  'One port for all APIs, by host name: {apiId}.execute-api.localhost, {name}.localhost and the names under domains.',
  { port: integer('The port. 0 takes a free one.', { min: 0, max: 65_535 }) },
  ['port'],
);

const headerMatch = record(
  'header match',
  'A header that the request has to have.',
  {
    header: text('Its name, in any case.', {
      pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,39}$",
      wanted: 'the name of a header (up to 39 characters)',
    }),
    valueGlob: text('Its value; * at the start, at the end or at both stands for any text.', {
      pattern: "^[A-Za-z0-9*?!#$%&'.^_~`|-]{1,127}$",
      wanted: "up to 127 letters, digits and * ? - ! # $ % & ' . ^ _ ` | ~",
    }),
  },
  ['header', 'valueGlob'],
);

const condition = record('rule condition', 'Headers or base paths; all conditions of a rule have to hold.', {
  matchHeaders: record(
    'header condition',
    'A header.',
    { anyOf: list('Exactly one header.', headerMatch, { min: 1, max: 1 }) },
    ['anyOf'],
  ),
  matchBasePaths: record(
    'base path condition',
    'What the path begins with.',
    { anyOf: list('Exactly one base path.', text('Case counts.', { maxLength: 127 }), { min: 1, max: 1 }) },
    ['anyOf'],
  ),
});

const action = record(
  'rule action',
  'What a rule leads to.',
  {
    invokeApi: record(
      'invoked API',
      'A REST API.',
      {
        api: text('Its key under apis.'),
        stage: text('Its stage. Default: the one that it has.'),
        stripBasePath: boolean('Whether the base path that matched is taken off. Default: false.'),
      },
      ['api'],
    ),
  },
  ['invokeApi'],
);

const routingRule = record(
  'routing rule',
  'The first rule by priority whose conditions all hold decides.',
  {
    priority: integer('Lowest first; each only once.', { min: 1, max: 1_000_000 }),
    conditions: list('None: the rule matches everything.', condition, { max: 3 }),
    actions: list('Exactly one.', action, { min: 1, max: 1 }),
  },
  ['priority', 'actions'],
);

export const domains = map(
  'Custom domain names: APIs of several kinds behind one name. They are served by the edge.',
  record('domain', 'A custom domain name.', {
    mappings: map(
      'Base path ("" for the rest, orders, orders/v2) -> API, or API/stage. The longest match wins.',
      text(''),
    ),
    routingRules: list('Rules by headers and base paths.', routingRule, { max: 50 }),
    routingMode: choice('What decides. Default: rules where there are any, then the mappings.', [
      'API_MAPPING_ONLY',
      'BASE_PATH_MAPPING_ONLY',
      'ROUTING_RULE_ONLY',
      'ROUTING_RULE_THEN_API_MAPPING',
      'ROUTING_RULE_THEN_BASE_PATH_MAPPING',
    ]),
    ...mutualTlsField,
    ...securityFields,
  }),
  {
    pattern: '^(\\*\\.)?([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$',
    wanted: 'a host name such as api.shop.localhost or *.shop.localhost',
  },
);
