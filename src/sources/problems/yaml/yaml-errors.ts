import type { YAMLError } from 'yaml';

/** A parser's error in our words: message, offset and hint. */
export function sayYamlError(error: YAMLError, text: string): [message: string, offset: number, hint?: string] {
  const [start] = error.pos;
  if (text.slice(start - 1, start + 1) === '${') {
    return ['not valid YAML: a value with ${…} between { and } needs quotes', start - 1, 'Write "${…}".'];
  }
  const marker = /^(?:<{7}|={7}|>{7})/m.exec(text);
  if (marker !== null) {
    return [
      'not valid YAML: markers of a merge conflict are left',
      marker.index,
      'Keep one of the two sides and remove the markers.',
    ];
  }
  const say = sayings[error.code];
  if (say) return say(error, text, start);
  return [`not valid YAML: ${lowerFirst(error.message)}`, start];
}

/** What is said of a key that stands a second time, at `start`. */
export function sayDuplicateKey(text: string, start: number): [message: string, offset: number, hint: string] {
  return [`the key ${keyAt(text, start)} stands twice in the same map`, start, 'Remove one of the two, or rename it.'];
}

type Saying = (error: YAMLError, text: string, start: number) => [string, number, string?];

const sayings: Partial<Record<YAMLError['code'], Saying>> = {
  RESOURCE_EXHAUSTION: (_error, _text, start) => ['lists and maps stand in each other too deep to be read', start],
  TAB_AS_INDENT: (_error, _text, start) => ['not valid YAML: a tab indents this line', start, 'Indent with spaces.'],
  BLOCK_AS_IMPLICIT_KEY: (_error, _text, start) => [
    'not valid YAML: a second "key:" on the same line',
    start,
    'Put the inner key on a line of its own, or quote the value if the colon belongs to it.',
  ],
  BAD_INDENT: (error, _text, start) => {
    const closing = /^Flow .* end with a (.)$/.exec(error.message)?.[1];
    if (closing === undefined) return [`not valid YAML: ${lowerFirst(error.message)}`, start];
    return [`not valid YAML: a "${closing}" is missing before this line`, start, 'Close what was opened above.'];
  },
  MULTIPLE_DOCS: (_error, _text, start) => [
    'a second document begins here, and only one is read',
    start,
    'Remove the "---" line and what follows.',
  ],
};

function keyAt(text: string, start: number): string {
  const line = /^[^\n\r]*/.exec(text.slice(start))?.[0] ?? '';
  const key = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|.+?(?=:(?:\s|$)))/.exec(line)?.[0] ?? line;
  return key.startsWith('"') || key.startsWith("'") ? key : `"${key.trim()}"`;
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
