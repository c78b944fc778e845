// Stage variables in texts of the configuration: docs/aws/http-api.md#stage-variables, docs/aws/rest-api.md#stage-variables,
// docs/aws/websocket-api.md#stages-and-logs.
import { expect, test } from 'vitest';
import { resolveLambdaTarget } from '../../src/model/lambda/lambda-target.ts';
import { fillStageVariables } from '../../src/model/definition/stage-variables.ts';

const variables = { host: 'localhost:9000', fn: 'pets', alias: 'live', both: 'pets:3', arn: arn('pets', ':3') };
const fill = (text: string): string => fillStageVariables(text, variables);

function arn(name: string, qualifier = ''): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${name}${qualifier}`;
}

test.each([
  ['http://${stageVariables.host}/x', 'http://localhost:9000/x'],
  ['${stageVariables.fn}-${stageVariables.alias}', 'pets-live'],
  ['${stageVariables.nope}', ''],
  ['${stageVariables.constructor}', ''],
  ['${other.host}', '${other.host}'],
  ['plain', 'plain'],
])('%s', (text, filled) => {
  expect(fill(text)).toBe(filled);
});

test('what stands for a missing variable may be given', () => {
  expect(fillStageVariables('a${stageVariables.b}c', {}, (name) => `<${name}>`)).toBe('a<b>c');
});

test.each([
  [{ functionName: 'pets' }, { functionName: 'pets' }],
  [
    { functionName: 'pets', qualifier: '3' },
    { functionName: 'pets', qualifier: '3' },
  ],
  [{ functionName: '${stageVariables.fn}' }, { functionName: 'pets' }],
  [{ functionName: '${stageVariables.both}' }, { functionName: 'pets', qualifier: '3' }],
  [{ functionName: '${stageVariables.arn}' }, { functionName: 'pets', qualifier: '3' }],
  [{ functionName: 'function:${stageVariables.both}' }, { functionName: 'pets', qualifier: '3' }],
  [
    { functionName: 'pets', qualifier: '${stageVariables.alias}' },
    { functionName: 'pets', qualifier: 'live' },
  ],
  [{ functionName: 'pets', qualifier: '${stageVariables.nope}' }, { functionName: 'pets' }],
])('%j means the function %j', (target, resolved) => {
  expect(resolveLambdaTarget(target, fill)).toEqual(resolved);
});
