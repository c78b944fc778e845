import type { HeaderList } from '../../model/http/messages.ts';

/** What a parameter mapping does to a header or a query parameter. */
export type ChangeOperation = 'append' | 'overwrite' | 'remove';

/**
 * Headers after one change; names in any case. Appending joins with a comma to the last line of that name (documented), or makes one.
 */
export function changeHeader(lines: HeaderList, operation: ChangeOperation, name: string, value: string): HeaderList {
  const lower = name.toLowerCase();
  return changeNamed(lines, (candidate) => candidate.toLowerCase() === lower, operation, name, value);
}

/** The same for a query parameter, whose name has its case. */
export function changeQuery(pairs: HeaderList, operation: ChangeOperation, name: string, value: string): HeaderList {
  return changeNamed(pairs, (candidate) => candidate === name, operation, name, value);
}

function changeNamed(
  lines: HeaderList,
  matches: (candidate: string) => boolean,
  operation: ChangeOperation,
  name: string,
  value: string,
): HeaderList {
  if (operation === 'append') {
    const last = lines.findLastIndex(([candidate]) => matches(candidate));
    if (last === -1) return [...lines, [name, value]];
    return lines.map((line, index) => (index === last ? [line[0], `${line[1]},${value}`] : line));
  }
  const rest = lines.filter(([candidate]) => !matches(candidate));
  return operation === 'remove' ? rest : [...rest, [name, value]];
}
