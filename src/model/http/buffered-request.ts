import type { AbortNotice, ClientCertificate, ClientRequest, HeaderList } from './messages.ts';

const NEVER_ABORTED: AbortNotice = { aborted: false, addEventListener() {}, removeEventListener() {} };

/** A request whose body was read. What the listener makes only when asked, the signal, stays so. */
export class BufferedRequest implements ClientRequest {
  readonly method: string;
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly headers: HeaderList;
  readonly sourceIp: string;
  declare readonly clientCertificate?: ClientCertificate;
  readonly body: Buffer;
  readonly #original: ClientRequest;

  constructor(original: ClientRequest, body: Buffer) {
    this.method = original.method;
    this.rawPath = original.rawPath;
    this.rawQuery = original.rawQuery;
    this.headers = original.headers;
    this.sourceIp = original.sourceIp;
    if (original.clientCertificate) this.clientCertificate = original.clientCertificate;
    this.body = body;
    this.#original = original;
  }

  get signal(): AbortNotice {
    return this.#original.signal ?? NEVER_ABORTED;
  }
}
