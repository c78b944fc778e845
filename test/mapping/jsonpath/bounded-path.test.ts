// AWS's own limit for a path is not known: what is tested is that there is one, wherever a path stands.
import { expect, test } from 'vitest';
import { readJson } from '../../../src/mapping/json/reader.ts';
import { compileJsonPath } from '../../../src/mapping/jsonpath/index.ts';
import { parseSelectionExpression } from '../../../src/mapping/parameters/index.ts';
import { withWorkLimit } from '../../../src/mapping/work-limit.ts';
import { EmulatedApi } from '../../websocket-api/emulated-api.ts';
import { proxyTo, sampleApi } from '../../websocket-api/sample-api.ts';

/** For each of its values the whole body is looked through. */
const PATH = '[?(@.a == $..b)]';
const WIDE = `[${Array.from({ length: 3000 }, (_, n) => `{"a":${n}}`).join()}]`;

test('a path that looks through the whole body for each of its values is stopped', () => {
  const path = compileJsonPath(`$${PATH}`);
  expect(() => path.read(readJson(WIDE))).toThrow('The JSONPath "$[?(@.a == $..b)]" was stopped after 200 ms');
  expect(path.read(readJson('[{"a":1,"b":2}]'))).toBeDefined();
});

test('in a template it is the template that is stopped', () => {
  const root = readJson(WIDE);
  expect(() => withWorkLimit(100, () => compileJsonPath(`$${PATH}`).read(root))).toThrow(
    'The template computes for more than 100 ms',
  );
});

test('a selection expression is stopped likewise', () => {
  const expression = parseSelectionExpression(`$request.body${PATH}`);
  const nothing = (): undefined => undefined;
  const request = { ...messageOf(WIDE), fullPath: () => '/' };
  expect(() => expression.evaluate({ request, context: nothing, stageVariable: nothing })).toThrow(/was stopped after/);
});

test('a message whose route takes too long to find fails, and the next one is served', async () => {
  const api = new EmulatedApi(
    sampleApi({ $default: { integration: proxyTo('handler') } }, { routeSelectionExpression: `$request.body${PATH}` }),
    { handler: () => ({ statusCode: 200 }) },
  );
  const client = await api.open();
  await api.say(client, JSON.parse(WIDE));
  expect(api.lambda.calls.length).toBe(0);
  await api.say(client, { action: 'x' });
  expect(api.lambda.calls).toHaveLength(1);
});

function messageOf(body: string) {
  return { header: () => [], querystring: () => [], path: () => undefined, body: () => body };
}
