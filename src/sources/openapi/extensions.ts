/** Where in a document an extension stands. */
export type ExtensionSpot = 'root' | 'path' | 'operation' | 'components' | 'security scheme' | 'server' | 'tag';

/**
 * What becomes of an extension: `read`; `ignored` by this kind of API on AWS too; `silent`, where AWS keeps it and nothing at run time
 * depends on it; `later`, where AWS acts on it and we do not yet.
 */
export type ExtensionFate = 'read' | 'ignored' | 'silent' | 'later';

export interface Extension {
  /** In OpenAPI 2 and in OpenAPI 3. */
  readonly spots: Readonly<Record<'2.0' | '3.0', readonly ExtensionSpot[]>>;
  readonly rest: ExtensionFate;
  readonly http: ExtensionFate;
}

export const EXTENSION_PREFIX = 'x-amazon-apigateway-';

/** Every extension of docs/aws/rest-api.md#extensions and docs/aws/http-api.md#openapi-import. */
export const extensions: Readonly<Record<string, Extension>> = {
  'any-method': at(['path'], 'read', 'read'),
  'api-key-source': at(['root'], 'read', 'ignored'),
  auth: at(['operation'], 'read', 'read'),
  authorizer: at(['security scheme'], 'read', 'read'),
  authtype: at(['security scheme'], 'read', 'read'),
  'binary-media-types': at(['root'], 'read', 'ignored'),
  cors: at(['root'], 'ignored', 'read'),
  documentation: at(['root'], 'silent', 'ignored'),
  'endpoint-access-mode': at(['root'], 'later', 'ignored'),
  'endpoint-configuration': {
    spots: { '2.0': ['root'], '3.0': ['server'] },
    rest: 'read',
    http: 'read',
  },
  'gateway-responses': at(['root'], 'read', 'ignored'),
  'importexport-version': at(['root'], 'silent', 'read'),
  integration: at(['operation'], 'read', 'read'),
  integrations: at(['components'], 'silent', 'silent'),
  'minimum-compression-size': at(['root'], 'read', 'ignored'),
  policy: at(['root'], 'read', 'ignored'),
  'request-validator': at(['root', 'operation'], 'read', 'ignored'),
  'request-validators': at(['root'], 'read', 'ignored'),
  'security-policy': at(['root'], 'later', 'ignored'),
  'tag-value': at(['tag'], 'silent', 'silent'),
};

function at(spots: readonly ExtensionSpot[], rest: ExtensionFate, http: ExtensionFate): Extension {
  return { spots: { '2.0': spots, '3.0': spots }, rest, http };
}
