import { allHeaders } from '../../model/http/messages.ts';
import type { RequestSource } from '../../mapping/parameters/index.ts';
import type { HandshakeFacts } from './handshake-facts.ts';

/** A message, as expressions read it. Expressions parse the body once for each of these objects. */
export function messageSource(body: string): RequestSource {
  return { body: () => body, header: none, querystring: none, path: nothing };
}

/**
 * A handshake, as expressions read it. Names of headers are compared without regard to case (inferred, as for identity sources:
 * docs/aws/websocket-api.md#identity-sources).
 */
export function handshakeSource(facts: HandshakeFacts): RequestSource {
  return {
    body: () => '',
    header: (name) => allHeaders(facts.headers, name),
    querystring: (name) =>
      facts.query && Object.hasOwn(facts.query.multi, name) ? (facts.query.multi[name] ?? []) : [],
    path: nothing,
  };
}

/** A close has neither body nor headers nor parameters. */
export const closeSource: RequestSource = messageSource('');

function none(): readonly string[] {
  return [];
}

/** WebSocket APIs have no path parameters. */
function nothing(): undefined {
  return undefined;
}
