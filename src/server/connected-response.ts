import { ServerResponse } from 'node:http';

/**
 * A response that does not end on a connection that is gone. Node refuses a request without a Host itself and ends the connection,
 * but reads on: a later request takes the place of those that wait for their answer. Where its response ends before the connection has closed, an
 * assertion of Node's own fails, outside of any call that could catch it.
 */
export class ConnectedResponse extends ServerResponse {
  override end(chunk?: unknown, encoding?: unknown, callback?: unknown): this {
    if (this.socket?.destroyed === true) return this;
    return super.end(chunk, encoding as BufferEncoding, callback as () => void);
  }
}
