import type { JavaMap, JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';
import { javaText } from '../json/java-text.ts';
import { LazyMap } from './lazy-map.ts';
import { OverrideMap } from './override-map.ts';

/** What request templates have asked to send to the integration instead of the mapped values. A list sends a name several times. */
export interface RequestOverrides {
  /** Path parameters of the integration; a text stands in place of its whole path (docs/aws/sigv4a-and-2025.md#alb-integrations). */
  readonly path?: Readonly<Record<string, string>> | string;
  readonly querystring?: Readonly<Record<string, string | readonly string[]>>;
  readonly header?: Readonly<Record<string, string | readonly string[]>>;
}

/** What templates have asked to answer the client instead of the mapped values. */
export interface ResponseOverrides {
  /** As the template set it; anything but an integer from 100 to 599 has no effect (docs/aws/vtl.md#overrides) and is omitted here. */
  readonly status?: number;
  readonly header?: Readonly<Record<string, string | readonly string[]>>;
}

export interface Overrides {
  readonly request?: RequestOverrides;
  readonly response?: ResponseOverrides;
}

/**
 * `$context.requestOverride` and `$context.responseOverride` of one exchange. One of these serves its request template and then its
 * response template, which sees what the former wrote (recorded: docs/aws/vtl.md#overrides,
 * docs/aws/rest-api-observed.md#request-to-response-template).
 */
export class OverrideMaps {
  /** Made when a template first looks, which few do. */
  #request: JavaMap | undefined;
  #response: JavaMap | undefined;

  get request(): JavaMap {
    this.#request ??= new Map<JavaValue, JavaValue>([
      ['path', new OverrideMap(emptyMap)],
      ['header', new OverrideMap(emptyMap)],
      ['querystring', new OverrideMap(emptyMap)],
    ]);
    return this.#request;
  }

  get response(): JavaMap {
    return (this.#response ??= new Map<JavaValue, JavaValue>([['header', new OverrideMap(emptyMap)]]));
  }

  /** What has been written so far; a part that nothing was written to is absent. */
  read(): Overrides {
    if (this.#request === undefined && this.#response === undefined) return {};
    const request = present({
      path: wholeText(this.request.get('path')) ?? texts(this.request.get('path'), lastText),
      querystring: texts(this.request.get('querystring'), textOrTexts),
      header: texts(this.request.get('header'), textOrTexts),
    });
    const response = present({
      status: statusOf(this.response.get('status')),
      header: texts(this.response.get('header'), textOrTexts),
    });
    return { ...(request && { request }), ...(response && { response }) };
  }
}

/** The object without its absent members; nothing if none is left. */
function present<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> });
}

function emptyMap(): JavaMap {
  return new Map();
}

function texts<T>(part: JavaValue | undefined, text: (value: JavaValue) => T): Record<string, T> | undefined {
  const map = part instanceof LazyMap ? part.map : part;
  if (!(map instanceof Map) || map.size === 0) return undefined;
  return Object.fromEntries([...map].map(([name, value]) => [javaText(name), text(value)]));
}

function wholeText(part: JavaValue | undefined): string | undefined {
  return typeof part === 'string' && part !== '' ? part : undefined;
}

function textOrTexts(value: JavaValue): string | string[] {
  return value instanceof JavaList ? value.items.map(javaText) : javaText(value);
}

function lastText(value: JavaValue): string {
  return value instanceof JavaList ? javaText(value.items.at(-1) ?? '') : javaText(value);
}

function statusOf(value: JavaValue | undefined): number | undefined {
  // A status that came out of JSON as text counts as the number it shows.
  const status = typeof value === 'bigint' || (typeof value === 'string' && /^\d{3}$/.test(value)) ? Number(value) : 0;
  return status >= 100 && status <= 599 ? status : undefined;
}
