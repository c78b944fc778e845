import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { WebSocket } from 'ws';
import { startEmulator } from '../../../src/emulator.ts';
import type { Emulator } from '../../../src/emulator/contract.ts';
import type { ExchangeRecord } from '../../../src/observability/record/exchange-record.ts';
import { CONSOLE_FILES, makeTraffic } from './console-app.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
/** Milliseconds that the page may take on a machine that does something else at the same time. */
const PATIENCE = 20_000;

export interface OpenPage {
  readonly page: Page;
  /** What the page reported as an error, dialogs among them. */
  readonly errors: string[];
}

/** An emulator with traffic of every kind, and a browser: for all tests of a file. */
export function openConsole(): {
  readonly emulator: () => Emulator;
  readonly records: () => readonly ExchangeRecord[];
  readonly open: (width: number, colorScheme: 'light' | 'dark') => Promise<OpenPage>;
} {
  const folder = mkdtempSync(join(ROOT, '.gw-emulate-sample-'));
  let emulator: Emulator;
  let browser: Browser;
  let socket: WebSocket;
  let records: readonly ExchangeRecord[] = [];
  beforeAll(async () => {
    for (const [name, text] of Object.entries(CONSOLE_FILES)) writeFileSync(join(folder, name), text);
    emulator = await startEmulator({ cwd: folder, port: 0, adminPort: 0, watch: false });
    socket = await makeTraffic(emulator);
    records = await emulator.exchanges();
    browser = await playwright.launch({
      executablePath: await chromium.executablePath(),
      // In one process, the end of one page would be the end of all.
      args: [
        ...chromium.args.filter((one) => one !== '--single-process'),
        '--disable-background-networking',
        '--no-first-run',
      ],
      headless: true,
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    socket?.terminate();
    await emulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    emulator: () => emulator,
    records: () => records,
    async open(width, colorScheme) {
      const viewport = { width, height: width < 500 ? 844 : 800 };
      const page = await browser.newPage({ viewport, colorScheme, bypassCSP: false });
      page.setDefaultTimeout(PATIENCE);
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      page.on('dialog', (dialog) => errors.push(`dialog: ${dialog.message()}`));
      return { page, errors };
    },
  };
}

/** What axe finds. The policy keeps scripts of others out of the page; axe comes by the protocol of the browser's tools. */
export async function violations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const run = `(() => { if (!window.axe) { ${AXE} } return window.axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160)))); })()`;
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: run,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as string[];
}
