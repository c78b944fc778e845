import type { LambdaTarget } from '../../model/definition/integration.ts';
import type { Describable, DescribableFunction } from './describable.ts';
import type { DescribedFunction } from './document.ts';
import { tidy } from './tidy.ts';

/** What a target's function is called: its id in the input, a stage variable literally, otherwise the ARN. */
export class FunctionIds {
  readonly #ids: ReadonlyMap<string, string>;
  readonly #arns: ReadonlyMap<string, string>;

  constructor({ functions, foreign }: Pick<Describable, 'functions' | 'foreign'>) {
    this.#ids = new Map(functions.map(({ id, definition }) => [definition.name, id]));
    this.#arns = new Map(foreign.map(({ name, arn }) => [name, arn]));
  }

  of({ functionName, qualifier }: LambdaTarget): { readonly function: string; readonly qualifier?: string } {
    const id = this.#ids.get(functionName);
    const arn = id === undefined ? this.#arns.get(functionName) : undefined;
    if (arn !== undefined) return { function: arn };
    return { function: id ?? functionName, ...(qualifier !== undefined && { qualifier }) };
  }
}

export function describeFunction({ id, definition, described }: DescribableFunction): DescribedFunction {
  const { name, runtime, handler, timeout, memory, url } = definition;
  return {
    ...tidy<Pick<DescribedFunction, 'runtime' | 'handler' | 'environment' | 'layers'>>({
      runtime,
      handler: described.code && 'image' in described.code ? undefined : handler,
      environment: described.environment,
      layers: described.layers,
    }),
    id,
    name,
    code: described.code,
    timeout: described.timeout ?? timeout,
    memory: described.memory ?? memory,
    ...(url && {
      url: {
        auth: url.auth,
        ...(url.invokeMode === 'RESPONSE_STREAM' && { invokeMode: url.invokeMode }),
        ...(url.cors && { cors: tidy(url.cors) }),
      },
    }),
  };
}
