import type { HeaderList } from '../../model/http/messages.ts';

/** Never seen by mappings, templates or functions (recorded: docs/aws/rest-api-observed.md#request-headers). */
const DROPPED_AT_THE_DOOR = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** Rewritten whatever the client's casing (recorded: docs/aws/rest-api-observed.md#header-names-in-events). */
const FIXED_SPELLING: ReadonlyMap<string, string> = new Map([
  ['authorization', 'Authorization'],
  ['user-agent', 'User-Agent'],
]);

/** One header with all its values; the name in its final spelling. */
export interface RequestHeader {
  readonly lowerName: string;
  readonly name: string;
  readonly values: readonly string[];
}

/** The client's headers as the API sees them: repeats folded under the first spelling, in the order they came. */
export class RequestHeaders {
  readonly #byLowerName: ReadonlyMap<string, RequestHeader>;
  readonly #anyCase: boolean;

  /**
   * `Authorization` that holds a SigV4 signature is dropped too (docs/aws/rest-api-observed.md#request-headers). `lowerNames` spells all
   * names in lower case. Over HTTP/2 clients cannot keep the case of a name, so that it does not count (`anyCase`: docs/uncertain.md).
   */
  constructor(sent: HeaderList, lowerNames: boolean, anyCase = false) {
    this.#anyCase = anyCase;
    const folded = new Map<string, { lowerName: string; name: string; values: string[] }>();
    for (const [name, value] of sent) {
      const lowerName = name.toLowerCase();
      if (DROPPED_AT_THE_DOOR.has(lowerName)) continue;
      if (lowerName === 'authorization' && value.startsWith('AWS4-')) continue;
      const known = folded.get(lowerName);
      if (known) known.values.push(value);
      else
        folded.set(lowerName, { lowerName, name: lowerNames ? lowerName : spelled(lowerName, name), values: [value] });
    }
    this.#byLowerName = folded;
  }

  /**
   * Every value of a header. Names are case-sensitive in mappings, validation and templates
   * (docs/aws/rest-api-observed.md#parameter-mapping, docs/aws/rest-api-observed.md#run-time-validation).
   */
  all(name: string): readonly string[] {
    const header = this.#byLowerName.get(name.toLowerCase());
    return header !== undefined && (this.#anyCase || header.name === name) ? header.values : [];
  }

  /** Last value of a header that the gateway itself reads; in lower case. */
  lastOf(lowerName: string): string | undefined {
    return this.#byLowerName.get(lowerName)?.values.at(-1);
  }

  [Symbol.iterator](): IterableIterator<RequestHeader> {
    return this.#byLowerName.values();
  }
}

function spelled(lowerName: string, name: string): string {
  return FIXED_SPELLING.get(lowerName) ?? name;
}

/**
 * Brings them in alphabetical order regardless of case, as the keys of a proxy event come (recorded:
 * docs/aws/rest-api-observed.md#header-names-in-events).
 */
export function sortedByName(headers: RequestHeader[]): RequestHeader[] {
  return headers.sort((a, b) => (a.lowerName < b.lowerName ? -1 : a.lowerName > b.lowerName ? 1 : 0));
}
