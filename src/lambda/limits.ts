/** Bytes of a synchronous event, as Invoke's error message names it (lambda.md 11). */
export const MAX_EVENT_BYTES = 6_291_456;
/** Bytes of an asynchronous event: 1 MB since 2025-10-24 (lambda.md 7). */
export const MAX_ASYNC_EVENT_BYTES = 1_048_576;
/** Bytes of a synchronous response: 6 MiB and 100 (lambda.md 7, observed). */
export const MAX_RESPONSE_BYTES = 6_291_556;
/** Bytes of a streamed response: 200 MB since 2025-07-31 (lambda.md 7). */
export const MAX_STREAM_BYTES = 200 * 1024 * 1024;
/** How long a function may take to load before Lambda starts over inside the invocation (lambda.md 2). */
export const INIT_LIMIT_MS = 10_000;
