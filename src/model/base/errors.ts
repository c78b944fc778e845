/**
 * Every error that the emulator itself can speak of, with a code, who is at fault (`system`: a defect of ours), and its words. Sections of docs/errors.md are compared
 * with these codes by a test. Message: what is wrong, what was found, what was wanted, what to do.
 */
export class EmulatorError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly fault: 'user' | 'system',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EmulatorError';
  }
}

export const errors = {
  CONFIG_NOT_FOUND: user(
    (looked: string) =>
      `No configuration found: looked for ${looked}. Write an emulator.config.yaml ("gw-emulate init" makes one) or name a file with --config.`,
  ),
  SOURCE_NOT_SUPPORTED: user(
    (file: string, kind: string) =>
      `${file}: ${kind} are not supported yet. Describe the APIs in emulator.config.yaml ("gw-emulate init" makes one), or name another file with --config.`,
  ),
  CONFIG_INVALID: user((count: number) => `The configuration has ${count === 1 ? 'a problem' : `${count} problems`}.`),
  PORT_IN_USE: user(
    (port: number, what: string) =>
      `Port ${port} (${what}) is taken. Stop the other process, or choose another with --port / --admin-port / --inspect (0 takes a free one).`,
  ),
  PORT_NOT_ALLOWED: user(
    (port: number, what: string) =>
      `Port ${port} (${what}) may not be used: the system keeps it for privileged processes. Choose one from 1024 up with --port / --admin-port.`,
  ),
  HOST_UNAVAILABLE: user(
    (host: string, what: string) =>
      `${host} (--host) is not an address of this machine, so ${what} cannot listen there. Use 127.0.0.1, or 0.0.0.0 for all of its addresses.`,
  ),
  MUTUAL_TLS_NEEDS_HTTPS: user(
    (owner: string) =>
      `The ${owner} has mutualTlsAuthentication, which only a TLS listener can check. Start with --https, or take it out of the configuration.`,
  ),
  TRUSTSTORE_UNREADABLE: user(
    (owner: string, file: string, why: string) =>
      `The truststore of the ${owner} cannot be used: ${file}: ${why}. It must be a PEM file with at least one certificate.`,
  ),
  PROCESS_NOT_READY: user(
    (name: string, why: string) => `The local service "${name}" of processes: did not become ready: ${why}.`,
  ),
  PROCESS_PORT_TAKEN: user(
    (name: string, ready: string) =>
      `The local service "${name}" of processes: was not started, because something already answers at ${ready}. Stop it, or take "${name}" out of processes: to use what runs there.`,
  ),
  FUNCTION_UNKNOWN: user(
    (name: string, known: string) =>
      `There is no function "${name}". ${known === '' ? 'The configuration has none.' : `Known: ${known}.`}`,
  ),
  FAULT_INVALID: user((why: string) => `The drill was not switched on. ${why}`),
  API_UNKNOWN: user((name: string, known: string) => `There is no API "${name}". Known: ${known}.`),
  NOT_LISTENING: user(
    (what: string, instead: string) =>
      `${what} has no URL, because the emulator was started with listen: false. ${instead} Or start it without listen: false.`,
  ),
  CLOCK_NOT_FAKE: user(
    () =>
      "The emulator runs on the system's time, which cannot be moved. Start it with startEmulator({ clock: 'fake' }).",
  ),
  CLOCK_STUCK: system(() => 'Timers set each other for the same moment again and again, so that time cannot move on.'),
  NO_WEBSOCKET_API: user((name: string, type: string) => `"${name}" is ${type}; connect needs a WebSocket API.`),
  AUTHORIZER_UNKNOWN: user(
    (api: string, name: string, known: string) =>
      `The API "${api}" has no authorizer "${name}". ${known === '' ? 'It has none at all.' : `Known: ${known}.`}`,
  ),
  AUTHORIZER_UNFIT: user(
    (api: string, name: string, found: string, wanted: string) =>
      `The authorizer "${name}" of the API "${api}" is of type ${found}; the route wants one of type ${wanted}.`,
  ),
  EXPRESSION_INVALID: user(
    (expression: string, why: string) =>
      `The identity validation expression "${expression}" is not a regular expression: ${why}.`,
  ),
  POLICY_INVALID: user((whose: string, why: string) => `The policy of ${whose} is not valid: ${why}.`),
  SHARED_STATE_UNREACHABLE: user(
    (engine: string, why: string) =>
      `The shared state at ${engine} cannot be reached: ${why}. Start the Valkey or Redis there, or correct shared: (or --shared).`,
  ),
  SHARED_STATE_UNFIT: user(
    (engine: string, why: string) => `The engine at ${engine} cannot hold the shared state: ${why}.`,
  ),
  SHARED_STATE_SILENT: user(() => 'The shared state stopped answering. Try again when the engine is back.'),
  SHARED_URL_INVALID: user((wanted: string) => `--shared must be ${wanted}.`),
  NOT_SHARED: user(
    () =>
      'This configuration shares no state with other emulators. Name a Valkey or Redis with "shared: { redis: redis://host:6379 }" or --shared URL.',
  ),
  FILE_UNREADABLE: user((file: string, why: string) => `${file} cannot be read: ${why}.`),
  PIPELINE_OUT_OF_ORDER: system(
    (wanted: string, missing: string) => `The stage ${wanted} has to come before the one that asked for ${missing}.`,
  ),
  PIPELINE_WITHOUT_ANSWER: system(() => 'The pipeline ended without an answer: its last stage has to give one.'),
  ROUTE_NOT_COMPILED: system((route: string) => `The route ${route} was compiled without its integration.`),
  BODY_NOT_BYTES: system((found: string) => `A body was to be read as bytes and is ${found}.`),
} as const;

export type ErrorCode = keyof typeof errors;

/** Makes the error of a code: `fail('PORT_IN_USE', 3000, 'shop')`. */
export function fail<Code extends ErrorCode>(
  code: Code,
  ...details: Parameters<(typeof errors)[Code]['message']>
): EmulatorError {
  const entry = errors[code];
  const message = (entry.message as (...parts: unknown[]) => string)(...details);
  return new EmulatorError(code, entry.fault, message);
}

function system<Details extends readonly unknown[]>(message: (...details: Details) => string) {
  return { fault: 'system', message } as const;
}

function user<Details extends readonly unknown[]>(message: (...details: Details) => string) {
  return { fault: 'user', message } as const;
}
