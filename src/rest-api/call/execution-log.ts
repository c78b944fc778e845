/** Lines that CloudWatch keeps of one event. */
const MAX_LINE_BYTES = 1024;
const TRUNCATED = ' [TRUNCATED]';

export type LogLevel = 'ERROR' | 'INFO';

/** The execution log of one call, in AWS's wording (docs/aws/rest-api.md#execution-logs, docs/aws/rest-api-observed.md#test-invoke-log). */
export class ExecutionLog {
  readonly #write: (text: string) => void;
  readonly #level: LogLevel;
  readonly #dataTrace: boolean;

  /** `dataTrace` adds headers and bodies. */
  constructor(write: (text: string) => void, level: LogLevel, dataTrace: boolean) {
    this.#write = write;
    this.#level = level;
    this.#dataTrace = dataTrace;
  }

  info(text: string): void {
    if (this.#level === 'INFO') this.#write(text);
  }

  /** A line that shows headers, bodies or parameters. */
  data(label: string, text: string): void {
    if (this.#level === 'INFO' && this.#dataTrace) this.#write(cut(`${label}: ${text}`));
  }

  error(text: string): void {
    this.#write(cut(text));
  }

  get tracesData(): boolean {
    return this.#level === 'INFO' && this.#dataTrace;
  }
}

/** Java's way of printing a map: `{a=1, b=2}`. Credentials are masked but for their last characters. */
export function mapText(entries: Iterable<readonly [name: string, value: string]>): string {
  const shown: string[] = [];
  for (const [name, value] of entries) shown.push(`${name}=${SECRET.has(name.toLowerCase()) ? mask(value) : value}`);
  return `{${shown.join(', ')}}`;
}

const SECRET = new Set(['authorization', 'x-api-key', 'x-amz-security-token', 'cookie', 'set-cookie']);
const SHOWN_OF_SECRET = 4;

/** Asterisks and the last characters; nothing at all of a short secret. */
export function mask(value: string): string {
  return value.length < SHOWN_OF_SECRET * 3 ? '*****' : `*****${value.slice(-SHOWN_OF_SECRET)}`;
}

function cut(text: string): string {
  if (text.length < MAX_LINE_BYTES / 4 || Buffer.byteLength(text) <= MAX_LINE_BYTES) return text;
  const kept = Buffer.from(text, 'utf8').subarray(0, MAX_LINE_BYTES - TRUNCATED.length);
  return `${kept.toString('utf8')}${TRUNCATED}`;
}
