import type { HeaderList } from '../../model/http/messages.ts';

/**
 * Headers that belong to one connection, that the client makes out of the URL and body, or that a gateway in between has added
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html).
 */
const NOT_SENT =
  /^(?::.*|host|connection|content-length|transfer-encoding|keep-alive|te|trailer|upgrade|expect|proxy-.*|http2-settings|via|forwarded|x-forwarded-.*|x-amzn-trace-id|x-amz-cf-id|cloudfront-.*)$/i;

/** What of a request's headers a client sends on its own account. */
export function sendableHeaders(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => !NOT_SENT.test(name));
}
