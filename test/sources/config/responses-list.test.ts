import { expect, test } from 'vitest';
import { textChecks } from '../../../src/emulator/definition/text-checks.ts';
import { modelFromObject } from '../../../src/sources/config/index.ts';

const loaded = (route: object, rest: object = {}) =>
  modelFromObject({ apis: { api: { type: 'rest', ...rest, routes: { 'GET /': route } } } }, '.', {
    checks: textChecks,
  });
const mock = (responses: unknown) => ({ integration: { type: 'MOCK', responses } });

test('the responses of an integration may be a list, in which several have no pattern', async () => {
  const { model, problems } = await loaded(
    mock([
      { statusCode: 200 },
      { statusCode: '404', selectionPattern: '4\\d\\d', responseTemplates: { 'application/json': '{}' } },
      { statusCode: 500, selectionPattern: '' },
    ]),
  );
  expect(problems).toEqual([]);
  expect(model?.apis[0]).toMatchObject({
    methods: [
      {
        integration: {
          responses: [
            { statusCode: '200', responseTemplates: {} },
            { statusCode: '404', selectionPattern: '4\\d\\d' },
            { statusCode: '500' },
          ],
        },
      },
    ],
  });
});

test('what is wrong in a list is said of its entry', async () => {
  const route = {
    ...mock([{ statusCode: 200 }, { statusCode: 404, selectionPattern: '4(' }]),
    methodResponses: { 200: {} },
  };
  const { problems } = await loaded(route);
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining('the pattern "4(" is not a regular expression'),
    'apis.api.routes["GET /"].integration.responses[1].statusCode is 404, which methodResponses does not have',
  ]);
  expect((await loaded(mock([{ selectionPattern: 'x' }]))).problems).toHaveLength(1);
});

test('security policies are accepted; those of 2025 need an access mode (docs/aws/sigv4a-and-2025.md#security-policies)', async () => {
  const policy = 'SecurityPolicy_TLS13_1_3_2025_09';
  const good = await loaded(mock({}), { securityPolicy: policy, endpointAccessMode: 'BASIC' });
  expect(good.problems).toEqual([]);
  expect(good.model?.apis[0]).toMatchObject({ securityPolicy: policy });
  expect((await loaded(mock({}), { securityPolicy: 'TLS_1_2' })).problems).toEqual([]);
  const bad = await loaded(mock({}), { securityPolicy: policy });
  expect(bad.problems.map(({ message }) => message)).toEqual([
    `apis.api.securityPolicy "${policy}" needs endpointAccessMode beside it`,
  ]);
});
