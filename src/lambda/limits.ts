export {
  MAX_ASYNC_EVENT_BYTES,
  MAX_EVENT_BYTES,
  MAX_RESPONSE_BYTES,
  MAX_STREAM_BYTES,
} from '../model/definition/limits.ts';

/** How long a function may take to load before Lambda starts over inside the invocation (lambda.md 2). */
export const INIT_LIMIT_MS = 10_000;
