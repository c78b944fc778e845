import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Rooms whose tests start no program and leave nothing behind in their process: their files share one, which loads the sources once. */
const SHARE_A_PROCESS = [
  'authorizers',
  'comparison',
  'drills',
  'front-ends',
  'http-api',
  'integrations',
  'mapping',
  'mistakes',
  'model',
  'observability',
  'recorder',
  'recording',
  'rest-api',
  'signing',
  'sources',
  'traffic',
  'websocket-api',
].map((room) => `test/${room}/**/*.test.ts`);

const common = {
  // Environments are threads of their own; forks keep their number independent of vitest's pool.
  pool: 'forks',
  testTimeout: 30_000,
  hookTimeout: 60_000,
  // Threads and processes start slowly on a busy machine.
  expect: { poll: { timeout: 20_000 } },
} as const;

export default defineConfig({
  test: {
    // Once for all: what a project inherits it runs again.
    globalSetup: ['test/build-once.ts', 'test/own-temporary-folder.ts'],
    projects: [
      { test: { ...common, name: 'shared', include: SHARE_A_PROCESS, isolate: false } },
      { test: { ...common, name: 'apart', include: ['test/**/*.test.ts'], exclude: SHARE_A_PROCESS } },
    ],
    // Most of them wait for processes: two run beside each other on two processors, where vitest would leave one idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
