/** One token bucket for the requests of all APIs (docs/aws/http-api.md#throttling, docs/aws/rest-api.md#quotas). */
import { realpathSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('accountThrottle counts the requests of all APIs together', async () => {
  const cwd = realpathSync(temporaryFolder('gw-account'));
  const integration = {
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode":200}' },
    responses: { default: { statusCode: '200' } },
  } as const;
  const mock = { type: 'rest', stage: 'dev', routes: { 'GET /': { integration } } } as const;
  const emulator = await startEmulator({
    config: { accountThrottle: { rate: 0.001, burst: 3 }, apis: { one: mock, two: mock } },
    cwd,
    port: 0,
    adminPort: 0,
    watch: false,
  });
  onTestFinished(() => emulator.close());
  const statuses: number[] = [];
  for (const api of ['one', 'two', 'one', 'two']) statuses.push((await fetch(emulator.url(api))).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
});
