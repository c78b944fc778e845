import { isUtf8 } from 'node:buffer';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { decodeBase64 } from './base64.ts';

/** A body with what API Gateway holds it for: text goes through templates, binary does not. */
export interface Payload {
  readonly binary: boolean;
  readonly bytes: Buffer;
}

export type ContentHandling = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT' | undefined;

/**
 * What the integration receives (recorded: docs/aws/rest-api-observed.md#request-conversion). `binary`: the request's Content-Type is a
 * binary media type.
 */
export function convertRequestBody(body: Buffer, binary: boolean, handling: ContentHandling): Payload {
  if (binary) return handling === 'CONVERT_TO_TEXT' ? base64Text(body) : { binary: true, bytes: body };
  return handling === 'CONVERT_TO_BINARY' ? fromBase64(body) : text(body);
}

/**
 * What the client, or the response template, receives (recorded: docs/aws/rest-api-observed.md#response-conversion). `binary`: the
 * backend's Content-Type is a binary media type; `wanted`: the first type of the client's Accept is.
 */
export function convertResponseBody(
  body: Buffer,
  binary: boolean,
  wanted: boolean,
  handling: ContentHandling,
): Payload {
  if (binary) {
    const stays = handling === 'CONVERT_TO_BINARY' || (handling === undefined && wanted);
    return stays ? { binary: true, bytes: body } : base64Text(body);
  }
  const decoded = handling === 'CONVERT_TO_BINARY' || (handling === undefined && wanted);
  return decoded ? fromBase64(body) : text(body);
}

/** The text a template works on. */
export function templateText(payload: Payload): string {
  if (payload.binary) {
    throw new GatewayError('API_CONFIGURATION_ERROR', {
      reason: 'Unable to transform: the payload is binary; a template needs contentHandling CONVERT_TO_TEXT',
    });
  }
  return payload.bytes.toString('utf8');
}

/** Invalid UTF-8 becomes U+FFFD. */
function text(body: Buffer): Payload {
  return {
    binary: false,
    bytes: body.length === 0 || isUtf8(body) ? body : Buffer.from(body.toString('utf8'), 'utf8'),
  };
}

function base64Text(body: Buffer): Payload {
  return { binary: false, bytes: Buffer.from(body.toString('base64'), 'latin1') };
}

function fromBase64(body: Buffer): Payload {
  const bytes = decodeBase64(body.toString('latin1'));
  if (bytes) return { binary: true, bytes };
  throw new GatewayError('API_CONFIGURATION_ERROR', { reason: 'Unable to base64 decode the body' });
}
