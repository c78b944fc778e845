/** Calls of Python functions to names that are served here (docs/functions.md), with the standard library's client. */
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { HostTarget } from '../../../src/lambda/environment/protocol.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { serviceOf } from '../service-under-test.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;

const ASKS = `
import urllib.request

def handler(event, context):
    with urllib.request.urlopen(urllib.request.Request(event["url"], data=b"hi", headers={"X-Own": "1"})) as answer:
        return answer.read().decode()
`;

/** A server that answers what it was asked; `where` it listens. */
async function echo(where: 'port' | 'socket'): Promise<HostTarget> {
  const server = createServer((message, response) => {
    const answer = `${message.method} ${message.headers.host}${message.url} ${String(message.headers['x-own'])}`;
    // Not before the body: the client asks for the connection to be closed after the answer, and still writes.
    message.resume().once('end', () => response.end(answer));
  });
  const path = join(temporaryFolder('python-hosts-'), 's');
  await new Promise<void>((resolve) => {
    if (where === 'port') server.listen(0, '127.0.0.1', resolve);
    else server.listen(path, resolve);
  });
  onTestFinished(() => void server.close());
  return where === 'socket' ? { path } : { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

const code = { kind: 'python', of: { kind: 'handler' } } as const;
const python = { f: { handler: 'app.handler', runtime: 'python3.13', code, timeout: 20 } };

test.skipIf(!hasPython).each(['port', 'socket'] as const)(
  'https and http to a served name reach a %s, and Host and path stay (skipped where there is no python3)',
  async (where) => {
    const { localHosts, result } = await serviceOf({ 'app.py': ASKS }, python);
    localHosts.set('abc.execute-api.us-east-1.amazonaws.com', await echo(where));
    const name = 'abc.execute-api.us-east-1.amazonaws.com';
    expect(await result('f', { url: `https://${name}/dev/@connections/x%3D?a=1` })).toEqual(
      `POST ${name}/dev/@connections/x%3D?a=1 1`,
    );
    expect(await result('f', { url: `http://${name}/dev` })).toBe(`POST ${name}/dev 1`);
  },
);

test.skipIf(!hasPython)('a pattern leads as well, and a change reaches a function that runs', async () => {
  const { localHosts, result } = await serviceOf({ 'app.py': ASKS }, python);
  localHosts.set('dynamodb.*.amazonaws.com', { host: '127.0.0.1', port: 9 });
  const url = 'https://dynamodb.eu-west-1.amazonaws.com/';
  expect(await result('f', { url })).toMatchObject({ errorType: 'URLError' });
  localHosts.set('dynamodb.*.amazonaws.com', await echo('port'));
  expect(await result('f', { url })).toBe('POST dynamodb.eu-west-1.amazonaws.com/ 1');
});
