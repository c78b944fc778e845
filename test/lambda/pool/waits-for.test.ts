import { expect, test } from 'vitest';
import { FakeClock } from '../../fake-clock.ts';
import { scripted } from '../scripted-environment.ts';
import { serviceOf } from '../service-under-test.ts';

const ANY = 'export const handler = async () => 1;';

test('an event waits for its environment to start, the others for one that is free, and one that runs waits for nothing', async () => {
  const environment = scripted({ loading: true });
  const { service } = await serviceOf(
    { 'c.mjs': ANY },
    { c: { handler: 'c.handler' } },
    { maxEnvironments: 1, clock: new FakeClock(), starterFor: () => environment.start },
  );
  const [first, second, stranger] = [{ n: 1 }, { n: 2 }, { n: 3 }];
  const pending = [first, second].map((event) => service.invoke({ functionName: 'c', event }));
  const waits = (): unknown[] => [first, second, stranger].map((event) => service.waitsFor('c', event));
  expect(waits()).toEqual(['cold start', 'free environment', undefined]);
  environment.load();
  expect(waits()).toEqual([undefined, 'free environment', undefined]);
  environment.answerFromNowOn();
  await Promise.all(pending);
  expect(waits()).toEqual([undefined, undefined, undefined]);
  expect(service.waitsFor('nobody', first)).toBeUndefined();
});

test('an event that was given as JSON text is found by what it says', async () => {
  const environment = scripted({ loading: true });
  const { service } = await serviceOf(
    { 'c.mjs': ANY },
    { c: { handler: 'c.handler' } },
    { clock: new FakeClock(), starterFor: () => environment.start },
  );
  const pending = service.invoke({ functionName: 'c', payload: '{ "n": 1 }' });
  expect(service.waitsFor('c', '{ "n": 1 }')).toBe('cold start');
  expect(service.waitsFor('c', '{ "n": 2 }')).toBeUndefined();
  environment.answerFromNowOn();
  environment.load();
  await pending;
});

test('an event that comes while its function is built waits for the build', async () => {
  const { service } = await serviceOf({ 'c.mjs': ANY }, { c: { handler: 'c.handler' } });
  service.rebuild();
  const event = { n: 1 };
  const pending = service.invoke({ functionName: 'c', event });
  expect(service.waitsFor('c', event)).toBe('build');
  expect(service.activity().starting).toBe(1);
  await pending;
  expect(service.waitsFor('c', event)).toBeUndefined();
});
