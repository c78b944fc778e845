/** What is wrong with a text that should be JSON. */
export interface JsonMistake {
  /** Without the place: `Expected double-quoted property name`. */
  readonly message: string;
  /** In the text; its end where the text ends too early. */
  readonly offset: number;
}

/** `undefined` for valid JSON. Node's messages name the offset, and since Node 22 line and column too. */
export function jsonMistake(text: string): JsonMistake | undefined {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset = /at position (\d+)/.exec(message)?.[1];
    const [short = message] = message.split(/,? (?:in JSON )?at position | in JSON|, "|, \.\.\./);
    return { message: short, offset: offset === undefined ? text.length : Number(offset) };
  }
}
