import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
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
