import type { KeptAnswer } from '../../comparison/answers.ts';
import { isJsonObject, parseJson } from '../../model/base/json.ts';
import { allHeaders } from '../../model/http/messages.ts';
import type { RecordedRequest } from '../recording.ts';

type Message = Pick<RecordedRequest, 'headers' | 'body'>;

const REFERENCE = /\{\{([\w-]+)\.(request|response)\.(body|headers)(?:\.([^{}]*))?\}\}/g;

/**
 * What named requests sent and got, for those that refer to them as the REST Client has it: `{{login.response.body.token}}`,
 * `{{create.response.headers.location}}`. Recordings keep the references, so that each API is asked with its own values.
 */
export class EarlierAnswers {
  readonly #exchanges = new Map<string, { readonly request: Message; readonly response: Message }>();

  add(name: string, request: RecordedRequest, response: KeptAnswer): void {
    this.#exchanges.set(name, { request, response });
  }

  /** The request with its references replaced. Throws an error whose message is a sentence where one has no value. */
  resolved(request: RecordedRequest): RecordedRequest {
    const { path, headers, body, isBase64Encoded } = request;
    const isText = body !== undefined && isBase64Encoded !== true;
    return {
      ...request,
      path: this.#replaced(path),
      headers: headers.map(([name, value]) => [name, this.#replaced(value)]),
      ...(isText ? { body: this.#replaced(body) } : {}),
    };
  }

  #replaced(text: string): string {
    return text.replace(REFERENCE, (reference, name: string, side: 'request' | 'response', part: string, path = '') => {
      const exchange = this.#exchanges.get(name);
      if (exchange === undefined)
        throw new Error(`${reference} has no value: "${name}" has no answer before this request`);
      const value =
        part === 'headers' ? allHeaders(exchange[side].headers, path).at(0) : inBody(exchange[side].body, path);
      if (value === undefined) throw new Error(`${reference} has no value: the ${side} of "${name}" has none there`);
      return value;
    });
  }
}

/** `*` or nothing for the whole body, else a path of members: `$.items[0].id`, `items[0].id`. */
function inBody(body: string | undefined, path: string): string | undefined {
  if (path === '' || path === '*') return body;
  let value = parseJson(body ?? '');
  for (const [, member, index, quoted] of path
    .replace(/^\$\.?/, '')
    .matchAll(/([^.[\]]+)|\[(\d+)\]|\[["']([^"']*)["']\]/g)) {
    if (index !== undefined) value = Array.isArray(value) ? (value[Number(index)] as unknown) : undefined;
    else {
      const name = member ?? quoted ?? '';
      value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    }
  }
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
