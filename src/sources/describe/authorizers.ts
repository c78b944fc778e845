import type { Authorizer } from '../../model/definition/authorizer.ts';
import type { DescribedAuthorizer } from './document.ts';
import type { FunctionIds } from './functions.ts';
import { tidy } from './tidy.ts';

/** An authorizer with what its source says of it; defaults are omitted. */
export function describeAuthorizer(authorizer: Authorizer, functions: FunctionIds): DescribedAuthorizer {
  const { name, type, written = {} } = authorizer;
  return {
    ...tidy<Partial<DescribedAuthorizer>>({
      identitySource: written.identitySource,
      payloadFormat: written.payloadFormatVersion,
      function: 'lambda' in authorizer ? functions.of(authorizer.lambda).function : undefined,
      identityValidation:
        'identityValidationExpression' in authorizer ? authorizer.identityValidationExpression : undefined,
      simpleResponses: 'simpleResponses' in authorizer && authorizer.simpleResponses,
      issuer: 'issuer' in authorizer ? authorizer.issuer : undefined,
      audience: 'audience' in authorizer ? authorizer.audience : undefined,
      userPools: 'userPools' in authorizer ? (written.userPools ?? authorizer.userPools) : undefined,
    }),
    // 0 says something: it turns caching off.
    ...(written.ttl !== undefined && { ttl: written.ttl }),
    name,
    type,
  };
}
