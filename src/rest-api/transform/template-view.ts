import type { TemplateParameters } from '../../mapping/template-variables/index.ts';
import { setOwn } from '../../model/base/own-properties.ts';
import type { RoutedCall, TemplateView } from '../call/call.ts';
import { requestContextOf } from '../events/context.ts';
import type { RequestContext } from '../events/context.ts';
import { pathTexts } from '../routing/routes.ts';

type TextMap = Readonly<Record<string, string>>;

/** What the templates of one call see of it, made when the first of them looks and shared by both. */
export class CallView implements TemplateView {
  readonly parameters: TemplateParameters;
  readonly #call: RoutedCall;
  #context: RequestContext | undefined;

  constructor(call: RoutedCall) {
    this.#call = call;
    this.parameters = new ClientParameters(call);
  }

  get context(): RequestContext {
    return (this.#context ??= requestContextOf(this.#call));
  }
}

/** The last value of each; what never enters the gateway is not there (recorded: docs/aws/rest-api-observed.md#request-headers). */
class ClientParameters implements TemplateParameters {
  readonly #call: RoutedCall;
  #path: TextMap | undefined;
  #querystring: TextMap | undefined;
  #header: TextMap | undefined;

  constructor(call: RoutedCall) {
    this.#call = call;
  }

  get path(): TextMap {
    return (this.#path ??= pathTexts(this.#call.route));
  }

  get querystring(): TextMap {
    return (this.#querystring ??= lastValues(this.#call.query));
  }

  get header(): TextMap {
    return (this.#header ??= lastValues(headerEntries(this.#call)));
  }
}

function* headerEntries(call: RoutedCall): Generator<readonly [name: string, values: readonly string[]]> {
  for (const { name, values } of call.headers) yield [name, values];
}

function lastValues(entries: Iterable<readonly [name: string, values: readonly string[]]>): TextMap {
  const map: Record<string, string> = {};
  for (const [name, values] of entries) setOwn(map, name, values.at(-1) ?? '');
  return map;
}
