/** `info`: requests, handlers' own lines, builds. `debug` adds START, END and REPORT lines and what local services write. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How lines of functions are shown: `short` for reading, `lambda` as CloudWatch would have them, errors as the runtime's JSON line. */
export const LOG_FORMATS = ['short', 'lambda'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];
