export {
  MAX_ASYNC_EVENT_BYTES,
  MAX_EVENT_BYTES,
  MAX_RESPONSE_BYTES,
  MAX_STREAM_BYTES,
} from '../model/definition/limits.ts';

/** How long a function may take to load before Lambda starts over inside the invocation (docs/aws/lambda.md#life-cycle). */
export const INIT_LIMIT_MS = 10_000;
