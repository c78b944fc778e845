import { functionArn, lambdaTargetOf } from '../../../../model/lambda/arn.ts';
import type { LambdaTarget } from '../../../../model/definition/integration.ts';
import type { AwsResource } from '../../resources.ts';

const INVOCATIONS = /:lambda:path\/\/?[\d-]+\/functions\/(.*?)\/(?:response-streaming-)?invocations$/s;

/** A function that is named in the input and not part of it. */
export interface ForeignFunction {
  /** What it is called here. */
  readonly name: string;
  /** As the input writes it. */
  readonly arn: string;
  /** Why it is not here, where that is not because it is part of something else. */
  readonly why?: string;
}

/** From URIs and ARNs to functions: those of the input, and those that are elsewhere. */
export class FunctionNames {
  readonly #own: ReadonlyMap<string, string>;
  readonly #foreign = new Map<string, ForeignFunction>();

  constructor(
    functions: readonly AwsResource<'AWS::Lambda::Function'>[],
    readonly place: { readonly region: string; readonly accountId: string },
  ) {
    this.#own = new Map(functions.map(({ id, physicalId }) => [physicalId, id]));
  }

  /** The functions that targets named and the input does not have. */
  get foreign(): readonly ForeignFunction[] {
    return [...this.#foreign.values()];
  }

  /**
   * The function that an integration's or authorizer's URI names: an ARN, an ARN wrapped for API Gateway, or a name. `undefined` for a URI
   * that is about something else.
   */
  target(uri: string): LambdaTarget | undefined {
    const inner = INVOCATIONS.exec(uri)?.[1];
    const target = lambdaTargetOf(inner ?? uri) ?? (inner === undefined ? undefined : bareTarget(inner));
    return target && this.#known(target, inner ?? uri);
  }

  /** The same for a `FunctionName`, which may be a name, a part of an ARN or an ARN. */
  named(functionName: string): LambdaTarget {
    const target = lambdaTargetOf(functionName) ?? bareTarget(functionName);
    return this.#known(target, functionName);
  }

  /** A function that the input needs and does not say which: callers read why. */
  standIn(wanted: string, why: string): LambdaTarget {
    const functionName = lambdaName(wanted);
    const { region, accountId } = this.place;
    this.#foreign.set(functionName, { name: functionName, arn: functionArn(region, accountId, functionName), why });
    return { functionName };
  }

  /** The name in a `FunctionName`, without asking for the function. */
  nameIn(functionName: string): string {
    return (lambdaTargetOf(functionName) ?? bareTarget(functionName)).functionName;
  }

  /** Id of a function of the input; `undefined` for others. */
  idOf(name: string): string | undefined {
    return this.#own.get(name);
  }

  #known(target: LambdaTarget, written: string): LambdaTarget {
    const { functionName } = target;
    if (this.#own.has(functionName) || functionName.includes('${')) return target;
    const { region, accountId } = this.place;
    const arn = written.startsWith('arn:') ? written : functionArn(region, accountId, functionName);
    const name = lambdaName(functionName);
    this.#foreign.set(name, { name, arn });
    return { ...target, functionName: name };
  }
}

/** Names of functions that are elsewhere are made such that Lambda's API could name them. */
function lambdaName(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_-]+/g, '-').slice(0, 64);
}

function bareTarget(text: string): LambdaTarget {
  const [functionName = '', qualifier] = text.replace(/^(?:\d{12}:)?function:/, '').split(':', 2);
  return qualifier === undefined ? { functionName } : { functionName, qualifier };
}
