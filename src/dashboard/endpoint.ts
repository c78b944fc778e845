import type { ConsoleServices } from './services.ts';

/** One operation of the API under `/_gw/`. The application and the OpenAPI document are both made of the list of these. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With variables in braces: `/_gw/exchanges/{id}`. */
  readonly path: string;
  readonly summary: string;
  /** Query parameters with what they mean. */
  readonly query?: Readonly<Record<string, string>>;
  /** Members of the JSON body with what they mean. */
  readonly body?: Readonly<Record<string, string>>;
  /** Members of the answer with what they mean. */
  readonly answers: Readonly<Record<string, string>>;
  /** Answers the request; what it returns is sent as JSON. */
  handle(call: EndpointCall, services: ConsoleServices): unknown;
}

/** A request to an endpoint, read. */
export interface EndpointCall {
  readonly variables: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly accept: string;
}

/** An answer that is not 200 with JSON. */
export class Answer {
  readonly status: number;
  readonly content: string;
  readonly contentType: string;

  constructor(status: number, content: string, contentType: string) {
    this.status = status;
    this.content = content;
    this.contentType = contentType;
  }
}

/** Refuses a request with a sentence for from whichever sender. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

/** A text of a body; a sentence where it is missing or no text. */
export function textMember(body: EndpointCall['body'], name: string): string {
  const value = body[name];
  if (typeof value === 'string') return value;
  throw new Refused(400, `"${name}" is missing in the body, or is no text.`);
}
