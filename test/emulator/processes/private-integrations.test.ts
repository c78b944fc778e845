// Private integrations with a local service behind the link (docs/aws/http-api.md#private-integrations, docs/aws/sigv4a-and-2025.md#alb-integrations).
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const LISTENER =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shop/50dc6c495c0c9188/0467ef3c8400ae65';
const BALANCER = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188';
const SERVICE = 'arn:aws:servicediscovery:us-east-1:123456789012:service/srv-abcdefgh';
const BACKEND = `import { createServer } from 'node:http';
createServer((request, response) => {
  if (request.url === '/end') process.exit(3);
  response.end(JSON.stringify({ path: request.url, host: request.headers.host }));
}).listen(Number(process.argv[2]), '127.0.0.1');`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function started(): Promise<{ readonly emulator: Emulator; readonly port: number; readonly reasons: string[] }> {
  const cwd = temporaryFolder('private');
  writeFileSync(join(cwd, 'backend.mjs'), BACKEND);
  const port = await freePort();
  const local = `http://127.0.0.1:${port}`;
  const proxy = { type: 'HTTP_PROXY', httpMethod: 'GET', connectionType: 'VPC_LINK' } as const;
  const reasons: string[] = [];
  const emulator = await startEmulator({
    cwd,
    port: 0,
    adminPort: 0,
    watch: false,
    observer: { exchange: ({ reason }) => void reasons.push(reason ?? '') },
    config: {
      processes: { orders: { command: `node backend.mjs ${port}`, ready: `tcp://localhost:${port}` } },
      vpcLinks: { nlb: local, [LISTENER]: local, [BALANCER]: `${local}/base`, [SERVICE]: `${local}/map` },
      apis: {
        web: {
          type: 'http',
          stage: 'v1',
          routes: {
            'GET /listener': { integration: { ...proxy, uri: LISTENER, connectionId: 'link' } },
            'GET /service': { integration: { ...proxy, uri: `${SERVICE}?stage=prod&v=2`, connectionId: 'link' } },
          },
        },
        old: {
          type: 'rest',
          stage: 'dev',
          routes: {
            'GET /nlb': { integration: { ...proxy, uri: 'http://shop.internal:8080/orders', connectionId: 'nlb' } },
            'GET /alb': {
              integration: { ...proxy, uri: 'http://shop.internal/x', connectionId: 'v2', integrationTarget: BALANCER },
            },
          },
        },
      },
    },
  });
  onTestFinished(() => emulator.close());
  return { emulator, port, reasons };
}

test('load balancers, listeners and Cloud Map services lead to the local service, as AWS writes path and host', async () => {
  const { emulator } = await started();
  const seen = async (api: string, path: string) => (await fetch(`${emulator.url(api)}${path}`)).json();
  expect(await seen('web', '/listener')).toMatchObject({ path: '/v1/listener' });
  expect(await seen('web', '/service')).toMatchObject({ path: '/map/v1/service' });
  expect(await seen('old', '/nlb')).toEqual({ path: '/orders', host: 'shop.internal:8080' });
  expect(await seen('old', '/alb')).toEqual({ path: '/base/dev/x', host: 'shop.internal' });
  expect(emulator.processes).toMatchObject([{ name: 'orders', state: 'running' }]);
});

test('a service that is gone is answered as AWS answers it, and named', async () => {
  const { emulator, port, reasons } = await started();
  await fetch(`http://127.0.0.1:${port}/end`).catch(() => undefined);
  await expect.poll(() => emulator.processes[0]?.state).toBe('ended');
  const http = await fetch(`${emulator.url('web')}/listener`);
  expect([http.status, await http.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
  const rest = await fetch(`${emulator.url('old')}/nlb`);
  expect([rest.status, await rest.text()]).toEqual([504, '{"message": "Network error communicating with endpoint"}']);
  const reason = `127.0.0.1:${port}: nothing listens there: the local service "orders" is gone (it ended with exit code 3)`;
  expect(reasons).toEqual([reason, reason]);
  const { processes } = (await (await fetch(`${emulator.admin}/_gw/processes`)).json()) as { processes: unknown };
  expect(processes).toMatchObject([{ name: 'orders', state: 'ended', how: 'it ended with exit code 3' }]);
});
