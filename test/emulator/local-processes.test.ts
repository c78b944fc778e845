import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startProcesses } from '../../src/emulator/processes/local-processes.ts';
import type { LocalProcessEvents, StartedProcess } from '../../src/emulator/processes/local-processes.ts';
import type { LocalProcess } from '../../src/model/definition/model.ts';

const started: StartedProcess[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((process) => process.stop()));
});

/** Starts services and waits until they are ready. */
async function start(services: readonly LocalProcess[], events: LocalProcessEvents = silent): Promise<void> {
  const processes = await startProcesses(services, process.env, events);
  started.push(...processes);
  await Promise.all(processes.map((each) => each.ready()));
}

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
  await start([service(httpServer(port), { ready: url })]);
  expect(await (await fetch(url)).text()).toBe('hi');
  await started[0]?.stop();
  await expect(fetch(url)).rejects.toThrow();
});

test('a service is ready when its TCP port accepts', async () => {
  const port = await freePort();
  await start([service(httpServer(port), { ready: `tcp://127.0.0.1:${port}` })]);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('hi');
});

test('a service that ends before it is ready is reported with its last words', async () => {
  const failing = service(`node -e "console.error('no such table'); process.exit(3)"`, {
    ready: 'http://127.0.0.1:1/',
  });
  await expect(start([failing])).rejects.toThrow(/"store".*exit code 3; it said:\n {2}no such table/s);
});

test('a service that never answers is stopped after its time and reported', async () => {
  const deaf = service(`node -e "setInterval(()=>{},1000)"`, { ready: 'http://127.0.0.1:1/', readyTimeout: 0.2 });
  await expect(start([deaf])).rejects.toThrow(/did not answer within 0.2 s/);
});

test('when one service cannot be started, the others are stopped', async () => {
  const [port, taken] = [await freePort(), await freePort()];
  await start([service(httpServer(taken), { name: 'first', ready: `http://127.0.0.1:${taken}/` })]);
  const good = service(httpServer(port), { ready: `http://127.0.0.1:${port}/` });
  const bad = service(httpServer(taken), { name: 'bad', ready: `http://127.0.0.1:${taken}/` });
  const outcome = startProcesses([good, bad], process.env, silent);
  await expect(outcome).rejects.toThrow(/"bad"/);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});

test('services are under way before they are ready, so that other work can be done meanwhile', async () => {
  const slow = service(`node -e "setTimeout(()=>{},60000)"`, { ready: 'http://127.0.0.1:1/' });
  started.push(...(await startProcesses([slow], process.env, silent)));
  expect(started.map(({ name }) => name)).toEqual(['store']);
});

test('a port that accepts but does not answer HTTP is not ready', async () => {
  const port = await freePort();
  const mute = `node -e "require('net').createServer(s=>s.destroy()).listen(${port},'127.0.0.1')"`;
  const deaf = service(mute, { ready: `http://127.0.0.1:${port}/`, readyTimeout: 0.5 });
  await expect(start([deaf])).rejects.toThrow(/did not answer within 0.5 s/);
});

test('a service that ends later is said once, with how', async () => {
  const ended = new Promise<string>((resolve) => {
    void start([service('exit 4')], {
      output: () => {},
      ended: (name, how) => resolve(`${name}: ${how}`),
    });
  });
  expect(await ended).toBe('store: it ended with exit code 4');
});

test('a service is not started where something else answers already', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  await start([service(httpServer(port), { ready: url })]);
  const second = service(httpServer(port), { name: 'second', ready: url });
  await expect(start([second])).rejects.toMatchObject({ code: 'PROCESS_PORT_TAKEN' });
});
