import { afterAll, beforeAll, expect } from 'vitest';
import { type ConformanceApp, startConformanceApp } from '../conformance-app.ts';

let served: ConformanceApp | undefined;

/** What the test file serves; its parts are written against this. */
export const app: Omit<ConformanceApp, 'stop'> = {
  get cli() {
    return running().cli;
  },
  get folder() {
    return running().folder;
  },
  send: (api, request) => running().send(api, request),
};

/** Serves the configuration of fixtures/conformance for all tests of the file. */
export function serveConformanceApp(config?: string): void {
  beforeAll(async () => {
    served = await startConformanceApp(config);
  });
  afterAll(async () => {
    expect(await served?.stop()).toBe(0);
  });
}

function running(): ConformanceApp {
  if (served === undefined) throw new Error('served before it was started');
  return served;
}
