// The port behind the name of Cognito: only what handlers send to that name gets in, and only there does it go on.
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { openCognitoDoor } from '../../src/emulator/issuer/cognito-door.ts';
import { localIssuer } from '../../src/authorizers/index.ts';
import { LocalHosts } from '../../src/lambda/index.ts';
import { randomIds } from '../../src/model/base/ids.ts';
import type { Model } from '../../src/model/definition/model.ts';
import { FakeClock } from '../fake-clock.ts';
import { freshRoot } from '../authorizers/issuer.ts';

const NAME = 'cognito-idp.us-east-1.amazonaws.com';
const POOL = `https://${NAME}/us-east-1_AbCd12345`;

async function door(): Promise<{ ask: (host: string, path: string) => Promise<string>; seen: (string | undefined)[] }> {
  const seen: (string | undefined)[] = [];
  const cognito = createServer((message, response) => {
    seen.push(message.url);
    response.end('cognito');
  });
  await once(cognito.listen(0, '127.0.0.1'), 'listening');
  const endpoint = `http://127.0.0.1:${(cognito.address() as AddressInfo).port}`;
  const model = { userPools: [POOL], apis: [], endpoints: { 'cognito-idp': endpoint } } as unknown as Model;
  const localHosts = new LocalHosts();
  const issuer = localIssuer({
    root: freshRoot(),
    adminUrl: () => 'http://127.0.0.1:4567',
    userPools: [POOL],
    clock: new FakeClock(),
    ids: randomIds,
  });
  const opened = await openCognitoDoor(() => model, issuer, localHosts);
  opened?.publish();
  onTestFinished(async () => {
    await opened?.close();
    cognito.close();
    cognito.closeAllConnections();
  });
  const { port } = localHosts.get(NAME) as { port: number };
  const ask = async (host: string, path: string): Promise<string> => {
    const [answer] = (await once(
      request({ port, host: '127.0.0.1', path, headers: { Host: host }, agent: false }).end(),
      'response',
    )) as [Parameters<typeof text>[0] & { statusCode: number }];
    return `${answer.statusCode} ${await text(answer)}`;
  };
  return { ask, seen };
}

test('what is sent to the name of Cognito goes to its endpoint, whatever its path says', async () => {
  const { ask, seen } = await door();
  expect(await ask(NAME, '/x?y=1')).toBe('200 cognito');
  expect(await ask(NAME, '//evil.example/x')).toBe('200 cognito');
  expect(await ask(NAME, 'http://evil.example/x')).toBe('200 cognito');
  expect(seen).toEqual(['/x?y=1', '//evil.example/x', 'http://evil.example/x']);
});

test.each(['127.0.0.1', 'localhost', 'evil.example', `${NAME}.evil.example`])('%s gets nothing here', async (host) => {
  const { ask, seen } = await door();
  expect(await ask(host, '/us-east-1_AbCd12345/.well-known/jwks.json')).toMatch(/^403 /);
  expect(seen).toEqual([]);
});
