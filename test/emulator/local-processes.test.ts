import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startProcesses } from '../../src/emulator/local-processes.ts';
import type { RunningProcess } from '../../src/emulator/local-processes.ts';
import type { LocalProcess } from '../../src/model/model.ts';

const started: RunningProcess[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((process) => process.stop()));
});

const silent = { output: () => {}, ended: () => {} };

function service(command: string, more: Partial<LocalProcess> = {}): LocalProcess {
  return { name: 'store', command, cwd: process.cwd(), environment: {}, readyTimeout: 10, ...more };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function httpServer(port: number): string {
  return `node -e "require('http').createServer((q,s)=>s.end('hi')).listen(${port},'127.0.0.1')"`;
}

test('a service is ready when its URL answers, and gone after stop', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  started.push(...(await startProcesses([service(httpServer(port), { ready: url })], process.env, silent)));
  expect(await (await fetch(url)).text()).toBe('hi');
  await started[0]?.stop();
  await expect(fetch(url)).rejects.toThrow();
});

test('a service is ready when its TCP port accepts', async () => {
  const port = await freePort();
  started.push(
    ...(await startProcesses([service(httpServer(port), { ready: `tcp://127.0.0.1:${port}` })], process.env, silent)),
  );
  expect(started).toHaveLength(1);
});

test('a service that ends before it is ready is reported with its last words', async () => {
  const failing = service(`node -e "console.error('no such table'); process.exit(3)"`, {
    ready: 'http://127.0.0.1:1/',
  });
  await expect(startProcesses([failing], process.env, silent)).rejects.toThrow(
    /"store".*exit code 3; it said:\n {2}no such table/s,
  );
});

test('a service that never answers is stopped after its time and reported', async () => {
  const deaf = service(`node -e "setInterval(()=>{},1000)"`, { ready: 'http://127.0.0.1:1/', readyTimeout: 0.2 });
  await expect(startProcesses([deaf], process.env, silent)).rejects.toThrow(/did not answer within 0.2 s/);
});

test('when one service fails, those already running are stopped', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const good = service(httpServer(port), { ready: url });
  const bad = service('exit 1', { name: 'bad', ready: 'http://127.0.0.1:1/' });
  await expect(startProcesses([good, bad], process.env, silent)).rejects.toThrow(/"bad"/);
  await expect(fetch(url)).rejects.toThrow();
});

test('a service that ends later is said once, with how', async () => {
  const ended = new Promise<string>((resolve) => {
    void startProcesses([service('exit 4')], process.env, {
      output: () => {},
      ended: (name, how) => resolve(`${name}: ${how}`),
    });
  });
  expect(await ended).toBe('store: it ended with exit code 4');
});

test('a service is not started where something else answers already', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  started.push(...(await startProcesses([service(httpServer(port), { ready: url })], process.env, silent)));
  const second = service(httpServer(port), { name: 'second', ready: url });
  await expect(startProcesses([second], process.env, silent)).rejects.toMatchObject({ code: 'PROCESS_PORT_TAKEN' });
});
