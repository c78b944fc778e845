import type { Arrival } from '../../model/http/arrival.ts';
import type { ClientCertificate, ClientRequest } from '../../model/http/messages.ts';

/** A request as the API gets it that it was for: how it came, and without what the edge alone reads of its path. */
export class EdgeRequest implements ClientRequest {
  readonly method: string;
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly headers: ClientRequest['headers'];
  readonly body: ClientRequest['body'];
  readonly sourceIp: string;
  declare readonly arrival?: Arrival;
  declare readonly clientCertificate?: ClientCertificate;
  declare readonly httpVersion?: '2.0';
  readonly #client: ClientRequest;

  constructor(
    client: ClientRequest,
    rawPath: string,
    arrival: Arrival | undefined,
    certificate: ClientCertificate | undefined,
    body = client.body,
  ) {
    this.method = client.method;
    this.rawPath = rawPath;
    this.rawQuery = client.rawQuery;
    this.headers = client.headers;
    this.body = body;
    this.sourceIp = client.sourceIp;
    if (arrival !== undefined) this.arrival = arrival;
    if (certificate !== undefined) this.clientCertificate = certificate;
    if (client.httpVersion !== undefined) this.httpVersion = client.httpVersion;
    this.#client = client;
  }

  /** Made on first use, as the client's own. */
  get signal(): ClientRequest['signal'] {
    return this.#client.signal;
  }

  withoutBody(): EdgeRequest {
    return new EdgeRequest(this.#client, this.rawPath, this.arrival, this.clientCertificate, null);
  }
}
