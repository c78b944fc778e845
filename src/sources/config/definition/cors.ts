import { boolean, choice, either, integer, list, record, text } from '../shape/shape.ts';

export const corsConfiguration = record('cors', 'CORS, in the fields of an HTTP API or a function URL.', {
  allowOrigins: list('Origins such as https://example.com, or *, https://*, http://*.', text('')),
  allowMethods: list(
    'Methods that a preflight allows, or *.',
    choice('', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', '*']),
  ),
  allowHeaders: list('Request headers that a preflight allows, or *.', text('')),
  exposeHeaders: list('Response headers that a page may read, or *.', text('')),
  maxAge: integer('How long a browser may keep a preflight.', { min: -1, max: 86_400, unit: 'seconds' }),
  allowCredentials: boolean('Cookies and authorization may be sent. Not together with the origin *.'),
});

export const cors = either(
  'CORS of the whole API, answered by the gateway: true allows any origin, method and header.',
  boolean('true: any origin, method and header. false: no CORS.'),
  corsConfiguration,
);
