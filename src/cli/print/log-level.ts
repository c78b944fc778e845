/** `info`: requests, handlers' own lines, builds. `debug` adds START, END and REPORT lines and what local services write. */
export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
