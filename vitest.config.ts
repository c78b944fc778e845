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

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'shared', include: SHARE_A_PROCESS, isolate: false } },
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: SHARE_A_PROCESS } },
    ],
    globalSetup: ['test/build-once.ts', 'test/own-temporary-folder.ts'],
    // Environments are threads of their own; forks keep their number independent of vitest's pool.
    pool: 'forks',
    // Most of them wait for processes: two run beside each other on two processors, where vitest would leave one idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Threads and processes start slowly on a busy machine.
    expect: { poll: { timeout: 20_000 } },
  },
});
