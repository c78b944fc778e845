// A handler file that its editor is writing while an environment loads it: AWS runs a whole deployment or none.
import { readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { StartEnvironment } from '../../../src/lambda/index.ts';
import type { LambdaSettings } from '../../../src/lambda/settings.ts';
import { FakeClock } from '../../fake-clock.ts';
import { serviceOf } from '../service-under-test.ts';

const code = (version: number): string => `export const handler = async () => ${version};`;
const isWhole = (text: string): boolean => /=> \d+;$/.test(text);
const versionOf = (text: string): string => /\d+/.exec(text)?.[0] ?? '';

/** Environments that load what stands in their file when the test says so, and answer with the version that stood there. */
function reading(onStart: (started: number) => void = () => undefined) {
  const unloaded: (() => void)[] = [];
  let started = 0;
  const start: StartEnvironment = ({ setup }, events) => {
    let version = '';
    let ended = false;
    unloaded.push(() => {
      if (ended) return;
      const text = readFileSync(setup.file, 'utf8');
      version = versionOf(text);
      if (text.includes('=> ') && (isWhole(text) || setup.file.includes('bundles')))
        return events.receive({ kind: 'ready' });
      events.receive({ kind: 'init-error', errorType: 'Runtime.HandlerNotFound', payload: '{"errorType":"half"}' });
    });
    started += 1;
    onStart(started);
    return {
      send({ kind }: { readonly kind: string }) {
        if (kind === 'invoke')
          queueMicrotask(() => !ended && events.receive({ kind: 'result', payload: version, memory: 1 }));
      },
      end() {
        ended = true;
        return Promise.resolve();
      },
    };
  };
  return {
    start,
    started: () => started,
    load: (): void => {
      for (const load of unloaded.splice(0)) load();
    },
    waiting: () => unloaded.length,
  };
}

async function served(files: Readonly<Record<string, string>>, settings: Partial<LambdaSettings> = {}) {
  const clock = new FakeClock();
  const environments = reading();
  const under = await serviceOf(
    files,
    { f: { handler: 'f.handler' } },
    { clock, starterFor: () => environments.start, ...settings },
  );
  /** Lets the editor's quiet time pass and loads what is started, until the event is answered. */
  const answered = async (pending: Promise<{ readonly payload: string }>): Promise<string> => {
    const answer = pending.then(({ payload }) => payload);
    for (;;) {
      const now = await Promise.race([answer, turn()]);
      if (now !== undefined) return now;
      clock.advance(12);
      environments.load();
    }
  };
  return { ...under, clock, environments, answered };
}

test('an event whose environment read half of a file runs with the whole of it', async () => {
  const { app, invoke, environments, answered, logs } = await served({ 'f.mjs': code(1) });
  const pending = invoke('f');
  app.write('f.mjs', '');
  environments.load();
  app.write('f.mjs', code(2));
  expect(await answered(pending)).toBe('2');
  expect(logs.filter(({ line }) => line.startsWith('INIT_REPORT'))).toEqual([]);
});

test('the file is whole again before the failure is reported', async () => {
  const { app, invoke, environments, answered } = await served({ 'f.mjs': code(1) });
  const pending = invoke('f');
  app.write('f.mjs', 'export const handler = async () =');
  environments.load();
  environments.load();
  app.write('f.mjs', code(1));
  expect(await answered(pending)).toBe('1');
});

test('events that wait for such an environment start no other one before the new build', async () => {
  const { app, invoke, environments, answered } = await served({ 'f.mjs': code(1) }, { maxLoading: 1 });
  const pending = [invoke('f'), invoke('f'), invoke('f')];
  app.write('f.mjs', '');
  environments.load();
  app.write('f.mjs', code(2));
  await turn();
  expect(environments.started()).toBe(1);
  const answers = [];
  for (const each of pending) answers.push(await answered(each));
  expect(answers).toEqual(['2', '2', '2']);
});

test('a save that stays broken leaves the last good code to the event', async () => {
  const { app, invoke, environments, answered } = await served({ 'f.mjs': code(1) });
  const pending = invoke('f');
  app.write('f.mjs', 'export const handler = async () => {;');
  environments.load();
  expect(await answered(pending)).toBe('1');
});

test('a handler that is broken as it stands fails after two attempts, without a wait', async () => {
  const { clock, invoke, environments, logs } = await served({ 'f.mjs': 'export const handler = async () => 1; oh' });
  const pending = invoke('f');
  environments.load();
  environments.load();
  const { payload, functionError } = await pending;
  expect([payload, functionError]).toEqual(['{"errorType":"half"}', 'Unhandled']);
  expect(environments.started()).toBe(2);
  expect(clock.isSet(12)).toBe(false);
  expect(logs.map(({ line }) => line)).toEqual([expect.stringMatching(/^INIT_REPORT .*\tStatus: error/)]);
});

test('a file that changes at every attempt does not keep an event for good', async () => {
  let version = 1;
  const { app, invoke, environments, answered } = await served({ 'f.mjs': `${code(version)} oh` });
  const load = environments.load;
  environments.load = () => {
    if (environments.waiting() > 0) app.write('f.mjs', `${code((version += 1))} oh`);
    load();
  };
  expect(await answered(invoke('f'))).toBe('{"errorType":"half"}');
});

test('closing ends an event that waits for its new build', async () => {
  const { app, invoke, environments, service } = await served({ 'f.mjs': code(1) });
  const pending = invoke('f');
  app.write('f.mjs', '');
  environments.load();
  await service.close();
  expect((await pending).functionError).toBe('Unhandled');
});
