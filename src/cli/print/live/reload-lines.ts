import type { Reload } from '../../../emulator/observer.ts';
import type { Paint } from '../colours.ts';
import { duration } from '../exchange-line.ts';

/** More names than these say no more than their number. */
const MOST_NAMES = 6;

/**
 * What a reload changed: one line for each kind of thing, APIs with their URL as `shownUrl` has it. Lines without line ends.
 */
export function reloadLines(
  { changed, urls, functions, variables, tookMs }: Reload,
  paint: Paint,
  shownUrl: (url: string) => string = (url) => url,
): string[] {
  const head = `${paint('green', '↻')} configuration ${paint('dim', `read in ${duration(tookMs)}`)}`;
  const apis = changed.map((name) => {
    const url = urls[name];
    return url === undefined ? `${name} (no longer served)` : `${name} ${shownUrl(url)}`;
  });
  const facts = [named('API', apis), named('function', functions), named('variable', variables)].filter(
    (line) => line !== '',
  );
  if (facts.length === 0) return [`${head}${paint('dim', ': nothing changed')}`];
  return [head, ...facts.map((line) => `    ${line}`)];
}

function named(kind: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, MOST_NAMES).join(', ');
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `${`${kind}${names.length === 1 ? '' : 's'}`.padEnd(9)}  ${shown}${more}`;
}
