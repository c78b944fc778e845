// Quotas of one API: docs/aws/http-api.md#quotas, docs/aws/rest-api.md#quotas, docs/aws/websocket-api.md#quotas-and-prices.
import { expect, test } from 'vitest';
import { httpApi, loadText, restApi, said, webSocketApi } from './reading.ts';

const lines = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('');
const httpRoutes = (count: number): string => `    routes:\n${lines(count, (n) => `      GET /r${n}: list\n`)}`;
const messageRoutes = (count: number): string => `    routes:\n${lines(count, (n) => `      m${n}: list\n`)}`;
const authorizers = (count: number): string =>
  `    authorizers:\n${lines(count, (n) => `      a${n}: { type: request, function: list, identitySource: [$request.header.A] }\n`)}`;
const variables = (count: number): string => `    stageVariables:\n${lines(count, (n) => `      v${n}: x\n`)}`;

test.each([
  ['300 routes', httpApi(httpRoutes(300)), []],
  [
    '301 routes',
    httpApi(httpRoutes(301)),
    ['5:3 warning: apis.shop has 301 routes; AWS takes 300 until the quota is raised'],
  ],
  [
    '301 routes of a WebSocket API',
    webSocketApi(messageRoutes(301)),
    ['5:3 warning: apis.chat has 301 routes; AWS takes 300 until the quota is raised'],
  ],
  [
    // Each path is a resource, and so are the root and /r.
    '299 paths below another, two resources more',
    restApi(httpRoutes(299).replaceAll('/r', '/r/')),
    ['5:3 warning: apis.back has 301 resources; AWS takes 300 until the quota is raised'],
  ],
  [
    '11 authorizers',
    httpApi(authorizers(11)),
    ['5:3 warning: apis.shop has 11 authorizers; AWS takes 10 until the quota is raised'],
  ],
  ['100 stage variables', httpApi(variables(100)), []],
  [
    '101 stage variables',
    httpApi(variables(101)),
    ['7:5 apis.shop.stageVariables has 101 variables; AWS takes 100, and does not raise that'],
  ],
])('%s', async (_title, text, expected) => {
  const { problems } = await loadText(text);
  expect(problems.map(said)).toEqual(expected);
});
