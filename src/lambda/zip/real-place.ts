import { lstatSync, readlinkSync } from 'node:fs';
import { parse, resolve } from 'node:path';

/** As many as Linux follows before it gives up. */
const MOST_LINKS = 40;

/** On Windows both kinds of slash part names; elsewhere a backslash is a letter. */
const SEPARATORS = process.platform === 'win32' ? /[/\\]/ : '/';

/**
 * Where a path leads on disk, link by link, also where its last parts do not exist; `undefined` where links go in a circle. `..` goes up from
 * where a link leads, as the system has it.
 *
 * @param from absolute; where a relative path begins.
 */
export function realPlace(path: string, from = parse(path).root): string | undefined {
  const { root } = parse(path);
  let place = root === '' ? from : root;
  let links = 0;
  const parts = path.slice(root.length).split(SEPARATORS);
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const next = resolve(place, part);
    const target = linkTarget(next);
    if (target === undefined) {
      place = next;
      continue;
    }
    if (++links > MOST_LINKS) return undefined;
    const targetRoot = parse(target).root;
    if (targetRoot !== '') place = targetRoot;
    parts.unshift(...target.slice(targetRoot.length).split(SEPARATORS));
  }
  return place;
}

function linkTarget(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    // Nothing is there, or the way to it leads through a file.
    return undefined;
  }
}
