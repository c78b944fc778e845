import { generationOf } from './environment/runtime/generation.ts';

/** The error object that a Lambda runtime reports; its JSON text, in this key order, is the payload of a failed invocation. */
export interface RuntimeErrorObject {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** A failure that Lambda's Node runtime itself detects (`Runtime.…`): its name is the `errorType`. */
export class FunctionFailure extends Error {
  constructor(type: string, message: string, options?: ErrorOptions) {
    super(message, options);
    // A member of its own, and so of log lines, only in the newer client; the older one has a class for each.
    const enumerable = generationOf(process.versions.node) === 4;
    Object.defineProperty(this, 'name', { value: type, enumerable, configurable: true, writable: true });
  }
}

/** The error object of a failure that was found before any environment ran, so that there are no frames to show. */
export function failureWithoutStack(errorType: string, errorMessage: string): RuntimeErrorObject {
  return { errorType, errorMessage, trace: `${errorType}: ${errorMessage}`.split('\n') };
}
