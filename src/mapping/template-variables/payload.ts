import { readPermissiveJson } from '../json/permissive-reader.ts';
import type { JavaValue } from '../values.ts';

/** The text a template maps, read as JSON once, when a template first asks. Templates that map the same text may share it. */
export class Payload {
  #parsed: { readonly value: JavaValue | undefined } | null = null;

  constructor(readonly text: string) {}

  /**
   * The value as Jayway's permissive reader sees it: a form body is one string that templates can split. `undefined` when the text is empty
   * or refused by it (docs/aws/vtl.md#input: such a payload has no paths).
   */
  get json(): JavaValue | undefined {
    this.#parsed ??= { value: readOrNothing(this.text) };
    return this.#parsed.value;
  }
}

function readOrNothing(text: string): JavaValue | undefined {
  if (text.trim() === '') return undefined;
  try {
    return readPermissiveJson(text);
  } catch {
    return undefined;
  }
}
