import type { ComponentChildren } from 'preact';
import { visible } from './visible.ts';

/** Text above this length is shown without colours: each coloured word is an element. */
const MAX_COLOURED = 60_000;
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

/** A block of text; JSON in colours. Always text, never markup. */
export function Code({
  text,
  wrap = false,
  box = false,
  plain = false,
  label,
}: {
  readonly text: string;
  readonly wrap?: boolean;
  readonly box?: boolean;
  readonly plain?: boolean;
  readonly label?: string;
}) {
  return (
    <pre
      class={`code ${box ? 'box' : ''} ${wrap ? 'wrap' : ''}`}
      tabIndex={0}
      role="group"
      aria-label={label ?? 'Text'}
    >
      {plain ? visible(text) : coloured(text)}
    </pre>
  );
}

/** The JSON text of a value, spread over lines. */
export function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
}

/** A text spread over lines where it is JSON, as it is otherwise. */
export function prettyText(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export function coloured(written: string): ComponentChildren {
  const text = visible(written);
  if (text.length > MAX_COLOURED) return text;
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon, number] = match;
    if (match.index > at) parts.push(text.slice(at, match.index));
    if (string !== undefined) parts.push(<span class={colon === undefined ? 's' : 'k'}>{string}</span>, colon);
    else parts.push(<span class={number === undefined ? 'w-d' : 'v'}>{whole}</span>);
    at = match.index + whole.length;
  }
  parts.push(text.slice(at));
  return parts;
}
