import type { BuiltDomain } from '../built.ts';
import type { BuildContext } from '../context.ts';

/** The custom domain names that lead to an API, with their base paths. */
export function domainsOf(api: string, { records }: BuildContext): BuiltDomain[] {
  const mapped = [
    ...records
      .all('AWS::ApiGateway::BasePathMapping')
      .filter(({ restApi }) => restApi === api)
      .map(({ domainName, basePath, stage }) => ({ domainName, basePath, stage })),
    ...records
      .all('AWS::ApiGatewayV2::ApiMapping')
      .filter((mapping) => mapping.api === api)
      .map(({ domainName, apiMappingKey, stage }) => ({ domainName, basePath: apiMappingKey, stage })),
  ];
  return mapped.map(({ domainName = '', basePath, stage }) => {
    // `(none)` is how the REST API's control plane writes that there is none.
    const path = basePath === '(none)' ? '' : (basePath ?? '').replace(/^\/+|\/+$/g, '');
    return { domain: domainName, ...(path !== '' && { basePath: path }), ...(stage !== undefined && { stage }) };
  });
}
