import type { Emulator } from '../../../emulator/contract.ts';
import { isJsonObject } from '../../../model/base/json.ts';

/** An event that a local function would have got. */
export interface CapturedEvent {
  readonly functionName: string;
  readonly event: unknown;
  readonly isAuthorizer: boolean;
}

/** What a Lambda authorizer said of the caller, as the recorded event of the function behind it shows it. */
export interface Allowed {
  readonly principalId: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** How long a function that is invoked asynchronously, or by a message, may take to be called. */
const LIMIT_MS = 5000;

/**
 * Stands in for every function of an emulator: keeps the events, runs no code of the user. Authorizers let everybody pass, other functions
 * answer 200.
 */
export class CapturedEvents {
  readonly #captured: CapturedEvent[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #simple: ReadonlySet<string>;
  #allowed: Allowed = { principalId: 'user', context: {} };

  constructor(emulator: Pick<Emulator, 'mock' | 'model'>) {
    this.#simple = new Set(
      emulator.model.apis
        .flatMap(({ authorizers }) => Object.values(authorizers))
        .flatMap((one) => (one.type === 'request' && one.simpleResponses ? [one.lambda.functionName] : [])),
    );
    for (const name of Object.keys(emulator.model.functions)) {
      emulator.mock(name, (event, { functionName }) => this.#answer(event, functionName));
    }
  }

  /** Forgets what came, and says what authorizers answer from now on. */
  begin(allowed: Allowed): void {
    this.#captured.length = 0;
    this.#allowed = allowed;
  }

  /** The event that an authorizer, or the function behind it, gets. Resolves with `undefined` where none comes in time. */
  next(isAuthorizer: boolean): Promise<CapturedEvent | undefined> {
    const find = (): CapturedEvent | undefined => this.#captured.find((one) => one.isAuthorizer === isAuthorizer);
    const found = find();
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
      };
      const look = (): void => {
        const event = find();
        if (event === undefined) return;
        stop();
        resolve(event);
      };
      const timer = setTimeout(() => {
        stop();
        resolve(undefined);
      }, LIMIT_MS);
      this.#waiting.add(look);
    });
  }

  #answer(event: unknown, functionName: string): object {
    const arn = isAuthorizerEvent(event);
    this.#captured.push({ functionName, event, isAuthorizer: arn !== undefined });
    for (const look of this.#waiting) look();
    if (arn === undefined) return { statusCode: 200, body: '{}' };
    const { principalId, context } = this.#allowed;
    // Simple responses are a matter of payload format 2.0; the function may serve other APIs in the other form.
    if (this.#simple.has(functionName) && (event as { version?: unknown }).version === '2.0')
      return { isAuthorized: true, context };
    const statement = { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' };
    return { principalId, policyDocument: { Version: '2012-10-17', Statement: [statement] }, context };
  }
}

function isAuthorizerEvent(event: unknown): string | undefined {
  if (!isJsonObject(event) || (event['type'] !== 'TOKEN' && event['type'] !== 'REQUEST')) return undefined;
  const arn = event['methodArn'] ?? event['routeArn'];
  return typeof arn === 'string' ? arn : undefined;
}
