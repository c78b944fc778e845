import type { Emulator } from '../../emulator/contract.ts';
import { presentOptions } from '../../model/base/present-options.ts';
import type { ExchangeRecord } from '../../observability/record/exchange-record.ts';
import type { Io } from '../io.ts';
import { openInBrowser } from '../open-browser.ts';
import { printFailure } from '../print/failure.ts';
import type { KeyActions } from './keys.ts';

export interface KeyContext {
  readonly emulator: Emulator;
  readonly io: Io;
  readonly quit: () => void;
  /** Returns whether lines of functions are shown from now on. */
  readonly toggleLogs: (() => boolean) | undefined;
  readonly listRoutes: () => Promise<unknown>;
}

const CLEAR_SCREEN = '\u001b[2J\u001b[3J\u001b[H';

/** What keys do while the emulator serves. Those that need the admin port are absent without one. */
export function keyActions({ emulator, io, quit, toggleLogs, listRoutes }: KeyContext): KeyActions {
  const { admin } = emulator;
  const say = (text: string): void => io.stdout(`${text}\n`);
  const withLast = (act: (last: ExchangeRecord) => unknown) => async (): Promise<void> => {
    const last = (await emulator.exchanges()).at(-1);
    if (last === undefined) return say(io.paint('dim', 'No request yet'));
    await act(last);
  };
  return {
    routes: listRoutes,
    reload: () => emulator.reload(),
    lastExchange: withLast((last) => say(JSON.stringify(last, null, 2))),
    clear: () => io.stdout(CLEAR_SCREEN),
    quit,
    ...presentOptions({
      toggleLogs:
        toggleLogs &&
        (() => say(io.paint('dim', toggleLogs() ? 'Lines of functions are shown' : 'Lines of functions are hidden'))),
    }),
    ...(admin === undefined
      ? {}
      : {
          openConsole: () => openInBrowser(admin),
          // Its line appears as every request's does.
          replay: withLast(({ id }) => replay(`${admin}/_gw/exchanges/${encodeURIComponent(id)}/replay`, io)),
        }),
  };
}

async function replay(url: string, io: Io): Promise<void> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    if (!response.ok) printFailure(io, `The request was not sent again: ${await response.text()}`);
  } catch (error) {
    printFailure(io, `The request was not sent again: ${String(error)}`);
  }
}
