import type { InvokeMessage } from '../protocol.ts';
import { FunctionFailure } from '../../function-failure.ts';
import type { Caller } from './caller.ts';
import { callbackContext, modernContext } from './context.ts';
import type { ContextConstants } from './context.ts';
import type { Handler } from './load-handler.ts';
import type { Log, Raised } from './log.ts';
import type { Reply } from './reply.ts';
import { adviceOnNothingThrown, adviceOnResult, adviceOnSilence, NEVER_SETTLES } from './errors/advice.ts';

/** Taken before any handler can put another in its place. */
const { setImmediate } = globalThis;

/** What invocations share in an environment. */
export interface InvocationServices {
  readonly caller: Caller;
  readonly constants: ContextConstants;
  readonly log: Log;
  /** Sets what happens when nothing keeps the event loop alive any more. */
  readonly whenIdle: (action: () => void) => void;
}

/** The error of a rejection without a reason, in the older runtime (docs/aws/lambda.md#error-payload). */
const NO_REASON = 'handled';

const NEVER_SETTLED =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. ' +
  'For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';

/**
 * One event in the runtime of Node 22 and before: callbacks, promises and `context.succeed` side by side
 * (docs/aws/lambda.md#handler-contract).
 */
export function invokeWithCallback(services: InvocationServices, invocation: InvokeMessage, reply: Reply): void {
  const { log, whenIdle } = services;
  const { handler } = services.caller;
  let called = false;

  const complete = (value: unknown): void => {
    const advice = adviceOnResult(value, isDeclaredAsync(handler) && handler.length > 2);
    if (advice !== undefined) log.advise(advice);
    if (reply.open) return reply.result(value);
    console.error('Invocation has already been reported as done. Cannot call complete more than once per invocation.');
  };
  const fail = (reason: unknown, raised?: Raised): void => {
    log.error('Invoke Error', reason, raised);
    reply.failure(reason);
  };
  // Only a call that came through counts: a result that cannot be serialised leaves the way free for the error.
  const once = <Parameters extends unknown[]>(action: (...parameters: Parameters) => void) => {
    return (...parameters: Parameters): void => {
      if (called) return;
      action(...parameters);
      called = true;
    };
  };
  const finish = (error: unknown, value: unknown): void => {
    if (error !== undefined && error !== null) fail(error);
    else complete(value);
  };
  const callback = once((error: unknown, value: unknown) => {
    if ((error !== undefined && error !== null) || !completion.waitForEmptyEventLoop) return finish(error, value);
    whenIdle(() => setImmediate(() => complete(value)));
  });
  const succeed = once((value: unknown) => finish(null, value));
  const failed = once((reason: unknown) => fail(reason ?? NO_REASON, { value: reason }));
  const completion = { waitForEmptyEventLoop: true, succeed, fail: failed, done: once(finish) };
  const context = callbackContext(services.constants, invocation, completion);

  let returned: unknown;
  whenIdle(() => {
    if (reply.open) log.advise(adviceOnSilence(returned));
    if (isDeclaredAsync(handler)) fail(new FunctionFailure('Runtime.NodeJsExit', NEVER_SETTLED));
    else complete(null);
  });
  try {
    const result = services.caller.handler(invocation.event, context, callback);
    returned = result;
    if (isThenable(result)) result.then(succeed, failed).then(undefined, failed);
  } catch (error) {
    if (error === undefined || error === null) log.advise(adviceOnNothingThrown(error));
    callback(error, undefined);
  }
}

/** One event in the runtime of Node 24: what the handler returns is the result, one turn of the event loop later. */
export async function invokeWithPromise(
  services: InvocationServices,
  invocation: InvokeMessage,
  reply: Reply,
): Promise<void> {
  const { constants, log, whenIdle } = services;
  // The runtime's process ends of itself, and Lambda sees it go without a reason.
  whenIdle(() => {
    log.advise(NEVER_SETTLES);
    process.exit(0);
  });
  try {
    const value = await services.caller.handler(invocation.event, modernContext(constants, invocation));
    const advice = adviceOnResult(value, false);
    if (advice !== undefined) log.advise(advice);
    await nextTurn();
    reply.result(value);
  } catch (error) {
    await nextTurn();
    log.error('Invoke Error', error);
    reply.failure(error);
  }
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return Boolean(value) && typeof (value as { readonly then?: unknown }).then === 'function';
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function isDeclaredAsync(handler: Handler): boolean {
  return Object.prototype.toString.call(handler) === '[object AsyncFunction]';
}
