import type { ApiType } from '../model/definition/api.ts';
import type { GatewayErrorType } from '../model/http/gateway-error.ts';
import type { Exchange } from './exchange.ts';
import type { KeptWhole } from './kept-whole.ts';

/** Characters of path with query, and of a reason, that a line keeps: thousands of lines are held when nothing else of their exchanges is. */
const MOST_TEXT = 1024;

/**
 * One place of the journal: a line of an exchange, and all of it while that is kept. Lines are made once and written over. An object that lives as
 * long as the journal does not concern the garbage collector; one that lives for a thousand requests is copied twice before it is dropped.
 */
export class ExchangeLine {
  /** Counts up with every exchange. */
  number = -1;
  /** All of the exchange, while it is kept. */
  whole: Exchange | undefined;
  /** What decides how long `whole` is kept. */
  kept: KeptWhole | undefined;
  /** Bytes that `whole` holds. */
  size = 0;
  id = '';
  api = '';
  #apiType: ApiType = 'http';
  // The numbers are `NaN` at first, for V8 to reserve room for a fraction: such a member is written over in place.
  #startedAt = Number.NaN;
  #durationMs = Number.NaN;
  #integrationMs = Number.NaN;
  #handlerMs = Number.NaN;
  #method = '';
  #path = '';
  #query = '';
  #routeKey: string | undefined;
  #target: string | undefined;
  #statusCode = 0;
  #reason: string | undefined;
  #failure: GatewayErrorType | undefined;
  #functionFailed = false;
  #coldStart = false;
  #connectionId: string | undefined;
  #connectedAt = Number.NaN;

  write(number: number, exchange: Exchange, size: number): void {
    const { request, result, connection, reason, path } = exchange;
    const query = request?.rawQuery ?? '';
    const isLong = path.length + query.length > MOST_TEXT;
    this.number = number;
    this.whole = exchange;
    this.size = size;
    this.id = exchange.id;
    this.api = exchange.api;
    this.#apiType = exchange.apiType;
    this.#startedAt = exchange.startedAt;
    this.#durationMs = exchange.durationMs;
    this.#integrationMs = exchange.integrationMs ?? Number.NaN;
    this.#handlerMs = result === undefined ? Number.NaN : result.report.durationMs;
    this.#method = exchange.method;
    this.#path = isLong ? shortened(path) : path;
    this.#query = isLong ? shortened(query) : query;
    this.#routeKey = exchange.routeKey;
    this.#target = exchange.target;
    this.#statusCode = exchange.statusCode;
    this.#reason = reason === undefined || reason.length <= MOST_TEXT ? reason : shortened(reason);
    this.#failure = exchange.failure;
    this.#functionFailed = result?.functionError !== undefined;
    this.#coldStart = result?.report.initMs !== undefined;
    this.#connectionId = connection?.id;
    this.#connectedAt = connection === undefined ? Number.NaN : connection.connectedAt;
  }

  /** Keeps only the line. Returns the bytes that are free now. */
  lighten(): number {
    const { size } = this;
    this.whole = undefined;
    this.size = 0;
    return size;
  }

  read(): Exchange {
    return this.whole ?? this.#light();
  }

  #light(): Exchange {
    const routeKey = this.#routeKey;
    const target = this.#target;
    const reason = this.#reason;
    const failure = this.#failure;
    const id = this.#connectionId;
    return {
      id: this.id,
      api: this.api,
      apiType: this.#apiType,
      startedAt: this.#startedAt,
      durationMs: this.#durationMs,
      method: this.#method,
      path: this.#path,
      statusCode: this.#statusCode,
      ...(routeKey !== undefined && { routeKey }),
      ...(target !== undefined && { target }),
      ...(reason !== undefined && { reason }),
      ...(failure !== undefined && { failure }),
      ...(!Number.isNaN(this.#integrationMs) && { integrationMs: this.#integrationMs }),
      ...(id !== undefined && { connection: { id, connectedAt: this.#connectedAt } }),
      onlyLine: {
        query: this.#query,
        functionFailed: this.#functionFailed,
        coldStart: this.#coldStart,
        ...(!Number.isNaN(this.#handlerMs) && { handlerMs: this.#handlerMs }),
      },
    };
  }
}

/** The beginning of a long text, as a text of its own: a part of it would keep all of it. */
function shortened(text: string): string {
  return text.length <= MOST_TEXT
    ? Buffer.from(text).toString()
    : `${Buffer.from(text.slice(0, MOST_TEXT)).toString()}…`;
}
