// Canary: recorded, docs/aws/rest-api-observed.md#stages.
import { expect, test } from 'vitest';
import { method, respondsWith, restApi } from './support/api.ts';
import { serve } from './support/serve.ts';

const template = '$context.isCanaryRequest $stageVariables.a $stageVariables.b $stageVariables.c';
const methods = [
  method('GET /x', {
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: [respondsWith({ responseTemplates: { 'application/json': template } })],
  }),
];
const stage = { name: 'test', variables: { a: 'stage', b: 'stage' }, deploymentId: 'd' };
const canary = { percentTraffic: 25, stageVariableOverrides: { b: 'canary', c: 'canary' }, useStageCache: false };

test.each([
  [0.2499, 'true stage canary canary'],
  [0.25, 'false stage stage '],
])('a roll of %f', async (roll, expected) => {
  const served = serve(restApi(methods, { stage, canary }), { random: () => roll });
  expect((await served.send('GET /test/x')).body).toBe(expected);
});

test.each([
  [0, 0, 'false'],
  [100, 0.999, 'true'],
])('%i percent', async (percentTraffic, roll, expected) => {
  const served = serve(restApi(methods, { stage, canary: { ...canary, percentTraffic } }), { random: () => roll });
  expect((await served.send('GET /test/x')).body).toMatch(new RegExp(`^${expected} `));
});

test('without a canary the variable prints nothing', async () => {
  expect((await serve(restApi(methods, { stage })).send('GET /test/x')).body).toBe(' stage stage ');
});
