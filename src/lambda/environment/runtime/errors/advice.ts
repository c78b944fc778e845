/** The event loop ran empty while a promise was still waited for (docs/aws/lambda.md#handler-contract). */
export const NEVER_SETTLES =
  'The promise of the handler never settles, and nothing is left to wait for. Resolve it, or await what the handler depends on.';

/** The same while the function's module was loading. */
export const LOADING_NEVER_SETTLES =
  'An await at the top level of the function never settles, and nothing is left to wait for. Resolve it, or move it into the handler.';

const NO_PROMISE =
  'The handler ended without an answer: it neither returned a promise nor called its callback. Make it async and return the response.';

const WEB_RESPONSE =
  'The handler returned a web Response. Lambda needs a plain object: return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }.';

const CALLBACK_IN_ASYNC =
  'The handler is async and also takes a callback. Its returned promise is the answer; the callback is ignored. Return the response, or remove "async".';

/** What to say of a result that is hardly meant; `asyncWithCallback`: the handler is an async function of three parameters. */
export function adviceOnResult(value: unknown, asyncWithCallback: boolean): string | undefined {
  if (value === undefined && asyncWithCallback) return CALLBACK_IN_ASYNC;
  // By its tag: to name the class would make Node load its whole fetch().
  if (typeof value === 'object' && Object.prototype.toString.call(value) === '[object Response]') return WEB_RESPONSE;
  return undefined;
}

/** What to say of `throw undefined`, which the older runtime takes for a callback without an error: the invocation succeeds. */
export function adviceOnNothingThrown(thrown: undefined | null): string {
  return `The handler threw ${thrown}, which Lambda takes for a success with the result null. Throw an Error.`;
}

/** What to say when nothing more can happen and there is no answer. `returned`: what the handler returned. */
export function adviceOnSilence(returned: unknown): string {
  const isPromise = typeof returned === 'object' && returned !== null && 'then' in returned;
  return isPromise ? NEVER_SETTLES : NO_PROMISE;
}
