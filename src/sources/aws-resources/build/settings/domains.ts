import type { DescribedDomain } from '../../../describe/document.ts';
import type { BuildContext } from '../context.ts';

/** The custom domain names that lead to an API, with their base paths. */
export function domainsOf(api: string, { records }: BuildContext): DescribedDomain[] {
  const mapped = [
    ...records
      .all('AWS::ApiGateway::BasePathMapping')
      .filter(({ restApi }) => restApi === api)
      .map(({ domainName, basePath }) => ({ domainName, basePath })),
    ...records
      .all('AWS::ApiGatewayV2::ApiMapping')
      .filter((mapping) => mapping.api === api)
      .map(({ domainName, apiMappingKey }) => ({ domainName, basePath: apiMappingKey })),
  ];
  return mapped.map(({ domainName = '', basePath }) => {
    // `(none)` is how the REST API's control plane writes that there is none.
    const path = basePath === '(none)' ? '' : (basePath ?? '').replace(/^\/+|\/+$/g, '');
    return { domain: domainName, ...(path !== '' && { basePath: path }) };
  });
}
