import { writeJson } from '../json/writer.ts';
import { JsonPathEvaluationError, JsonPathSyntaxError, compileJsonPath } from '../jsonpath/index.ts';
import type { JavaMap, JavaObject, JavaValue } from '../values.ts';
import { JavaException } from '../velocity/methods/java-exception.ts';
import type { Payload } from './payload.ts';
import { toJavaMap } from './plain-values.ts';

/** The client's parameters, each name with the value that a template sees. */
export interface TemplateParameters {
  readonly path?: Readonly<Record<string, string>>;
  readonly querystring?: Readonly<Record<string, string>>;
  readonly header?: Readonly<Record<string, string>>;
}

/** `$input` (docs/aws/vtl.md#input). */
export class InputObject implements JavaObject {
  readonly #payload: Payload;
  readonly #parameters: TemplateParameters;
  #parameterMaps: JavaMap | null = null;

  constructor(payload: Payload, parameters: TemplateParameters) {
    this.#payload = payload;
    this.#parameters = parameters;
  }

  getProperty(name: string): JavaValue | undefined {
    return name === 'body' ? this.#body : undefined;
  }

  callMethod(name: string, args: readonly JavaValue[]): JavaValue | undefined {
    const [argument] = args;
    if (name === 'params') return this.#params(args);
    if (name === 'getBody' && args.length === 0) return this.#body;
    if (args.length !== 1 || typeof argument !== 'string') return undefined;
    if (name === 'path') return read(this.#payload.json, argument);
    return name === 'json' ? this.#json(argument) : undefined;
  }

  print(): string {
    return '';
  }

  /** An empty payload is `{}` (recorded: docs/aws/vtl.md#input). */
  get #body(): string {
    return this.#payload.text === '' ? '{}' : this.#payload.text;
  }

  /** JSON text; two quotes when there is nothing to find. An empty payload counts as `{}` here too. */
  #json(path: string): string {
    const root = this.#payload.text === '' ? new Map<JavaValue, JavaValue>() : this.#payload.json;
    const value = read(root, path);
    return value === undefined ? '""' : writeJson(value);
  }

  #params(args: readonly JavaValue[]): JavaValue | undefined {
    const [name] = args;
    if (name === undefined) return this.#allParameters();
    if (typeof name !== 'string' || args.length > 1) return undefined;
    // One after the other: a front end may make each only when it is asked for.
    const parameters = this.#parameters;
    return own(parameters.path, name) ?? own(parameters.querystring, name) ?? own(parameters.header, name);
  }

  #allParameters(): JavaMap {
    const { path, querystring, header } = this.#parameters;
    this.#parameterMaps ??= new Map<JavaValue, JavaValue>([
      ['path', toJavaMap(path)],
      ['querystring', toJavaMap(querystring)],
      ['header', toJavaMap(header)],
    ]);
    return this.#parameterMaps;
  }
}

function read(root: JavaValue | undefined, path: string): JavaValue | undefined {
  if (root === undefined) return undefined;
  try {
    return compileJsonPath(path).read(root);
  } catch (error) {
    if (error instanceof JsonPathSyntaxError || error instanceof JsonPathEvaluationError) {
      throw new JavaException('InvalidPathException', error.message);
    }
    throw error;
  }
}

function own(record: Readonly<Record<string, string>> | undefined, name: string): string | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
