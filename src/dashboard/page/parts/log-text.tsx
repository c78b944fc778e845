import type { ComponentChildren } from 'preact';
import { SourceLink } from './source.tsx';
import { visible } from './visible.ts';

/** Longer lines are not searched for places. */
const MAX_SEARCHED = 20_000;

/** A place in a source file, as stacks write it: `(file:///a/handlers.ts:9:5)`, `at /a/handlers.ts:9:5`, `handlers.ts:9:5`. */
const PLACE =
  /(?:file:\/\/)?((?:[A-Za-z]:)?[\w@.+~/\\-]*[\w-]\.(?:[cm]?[jt]sx?|py|vtl|ya?ml|json)):(\d{1,7}):(\d{1,7})(?!\d)/g;

/** What a handler wrote; places in source files lead to the editor. */
export function LogText({ text }: { readonly text: string }) {
  const written = visible(text);
  return (
    <span class="m" title={written}>
      {linked(written)}
    </span>
  );
}

function linked(text: string): ComponentChildren {
  if (text.length > MAX_SEARCHED) return text;
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const match of text.matchAll(PLACE)) {
    const [whole, file = '', line = '', column = ''] = match;
    // What stands in the runtime or in a dependency is nothing to edit.
    if (file.includes('node_modules/') || file.startsWith('node:')) continue;
    parts.push(text.slice(at, match.index));
    parts.push(<SourceLink position={{ file, line: Number(line), column: Number(column) }} />);
    at = match.index + whole.length;
  }
  return parts.length === 0 ? text : [...parts, text.slice(at)];
}
