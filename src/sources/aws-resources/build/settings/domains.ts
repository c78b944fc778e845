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
      .all('AWS::ApiGateway::BasePathMappingV2')
      .filter(({ restApi }) => restApi === api)
      .map(({ domainNameArn, basePath }) => ({ domainName: nameOf(domainNameArn), basePath })),
    ...records
      .all('AWS::ApiGatewayV2::ApiMapping')
      .filter((mapping) => mapping.api === api)
      .map(({ domainName, apiMappingKey }) => ({ domainName, basePath: apiMappingKey })),
  ];
  return mapped.map(({ domainName = '', basePath }) => ({
    domain: domainName,
    // `(none)` is how the REST API's control plane writes that there is none.
    ...(basePath !== undefined && basePath !== '' && basePath !== '(none)' && { basePath }),
  }));
}

/** `arn:aws:apigateway:us-east-1:123456789012:/domainnames/private.example.com+id`: the name of a private domain. */
function nameOf(arn: string | undefined): string | undefined {
  return arn?.replace(/^.*\/domainnames\//, '').replace(/\+.*$/, '');
}
