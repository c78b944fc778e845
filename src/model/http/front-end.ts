import type { ClientRequest, ClientResponse } from './messages.ts';

/** A compiled API: a request in, a response out, no socket. Never rejects for anything the client or the user's code did. */
export interface FrontEnd {
  handle(request: ClientRequest): Promise<ClientResponse>;
}
