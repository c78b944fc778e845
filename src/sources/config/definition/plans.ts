import { boolean, choice, either, integer, list, map, number, record, text } from '../shape/shape.ts';

export const throttle = record('throttle', 'A token bucket. 0 refuses everything.', {
  rate: number('Requests per second.', { min: 0 }),
  burst: integer('Size of the bucket.', { min: 0 }),
});

export const apiKeys = map(
  'Keys that clients send as x-api-key, by name.',
  record(
    'API key',
    'An API key.',
    {
      value: text('What the client sends: 20 to 128 characters.', { minLength: 20, maxLength: 128 }),
      enabled: boolean('A key that is not enabled is refused. Default: true.'),
    },
    ['value'],
  ),
);

const quota = record(
  'quota',
  'How many requests a key has in a period.',
  {
    limit: integer('Requests in a period.', { min: 0 }),
    offset: integer('Requests taken off the limit in the first period.', { min: 0 }),
    period: choice('When counting begins anew.', ['DAY', 'WEEK', 'MONTH']),
  },
  ['limit', 'period'],
);

export const usagePlans = map(
  'What the holders of API keys may use, by name.',
  record('usage plan', 'A usage plan of this API.', {
    apiKeys: list('Names of API keys.', text('')),
    throttle,
    quota,
    methodThrottles: map('/path/VERB -> throttle of each key on that method.', throttle),
  }),
);

const methodSettingFields = {
  throttlingRateLimit: number('Requests per second.', { min: 0 }),
  throttlingBurstLimit: integer('Size of the bucket.', { min: 0 }),
  cachingEnabled: boolean('Keep responses in the cache cluster.'),
  cacheTtlInSeconds: integer('How long a response is kept. Default: 300.', { min: 0, max: 3600, unit: 'seconds' }),
  requireAuthorizationForCacheControl: boolean('Only authorized clients may invalidate.'),
  unauthorizedCacheControlHeaderStrategy: choice('What others get.', [
    'FAIL_WITH_403',
    'SUCCEED_WITH_RESPONSE_HEADER',
    'SUCCEED_WITHOUT_RESPONSE_HEADER',
  ]),
  loggingLevel: choice('Execution log of the method.', ['OFF', 'ERROR', 'INFO']),
  dataTraceEnabled: boolean('Bodies in the execution log.'),
};

export const methodSettings = either(
  'Settings of single methods, as in CloudFormation.',
  list(
    '',
    record(
      'method setting',
      'Settings of one method, or of all: resourcePath /* and httpMethod *.',
      {
        ...methodSettingFields,
        resourcePath: text('/pets/{id}, or /* for all.'),
        httpMethod: text('GET …, or * for all.'),
      },
      ['resourcePath', 'httpMethod'],
    ),
  ),
  map(
    '/path/VERB, or */* for all -> settings.',
    record('method settings', 'Settings of one method.', methodSettingFields),
  ),
);
