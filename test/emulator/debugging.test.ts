// With a debugger attached no timeout ends a function that stands at a breakpoint.
import { expect, test, vi } from 'vitest';
import { startEmulator } from '../../src/index.ts';
import { patientClock } from '../../src/model/base/clock.ts';
import type { EmulatorConfig } from '../../src/sources/config/index.ts';
import { ARN, CUSTOM, gate, policy, requestAuthorizer } from '../authorizers/gate.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const slow = {
  handler: 'index.handler',
  inline: 'exports.handler = () => new Promise((done) => setTimeout(done, 300, "late"));',
};
const config: EmulatorConfig = {
  functions: { slow },
  apis: { shop: { type: 'http', routes: { 'GET /': { function: 'slow', timeoutInMillis: 50 } } } },
};

test.each([
  ['without --inspect the integration gives up', {}, 503],
  ['with --inspect it waits', { inspectPort: 0 }, 200],
])('%s', async (_what, options, status) => {
  const cwd = temporaryFolder('debugging');
  const emulator = await startEmulator({ config, cwd, port: 0, adminPort: 0, watch: false, ...options });
  try {
    expect((await fetch(`${emulator.url('shop')}/`)).status).toBe(status);
  } finally {
    await emulator.close();
  }
});

test.each(['rest', 'http', 'websocket'] as const)(
  'a patient clock waits for the authorizers of %s APIs',
  async (kind) => {
    vi.useFakeTimers();
    try {
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const door = gate(kind, {
        authorization: CUSTOM,
        authorizers: [requestAuthorizer(kind)],
        decide: () => held.then(() => policy('Allow', ARN[kind])),
        services: { clock: patientClock },
      });
      const answer = door.send({ headers: [['Ticket', 't1']] });
      await vi.advanceTimersByTimeAsync(600_000);
      release();
      expect((await answer).status).toBe(kind === 'websocket' ? 101 : 200);
    } finally {
      vi.useRealTimers();
    }
  },
);
