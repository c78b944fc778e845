export {
  MAX_ASYNC_EVENT_BYTES,
  MAX_EVENT_BYTES,
  MAX_RESPONSE_BYTES,
  MAX_STREAM_BYTES,
} from '../model/definition/limits.ts';

/** How long a function may take to load before Lambda starts over inside the invocation (docs/aws/lambda.md#life-cycle). */
export const INIT_LIMIT_MS = 10_000;

/**
 * Invocations of one function that run or wait. AWS allows a new account 1,000 at once (docs/aws/lambda.md#errors-and-limits) and refuses
 * more; here a flood of calls must not pile up without end either.
 */
export const MAX_CONCURRENT = 1000;
