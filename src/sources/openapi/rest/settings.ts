import { policyProblem } from '../../../authorizers/policy/policy.ts';
import type { PolicyDocument } from '../../../model/definition/authorizer.ts';
import type { RestApi } from '../../../model/definition/rest-api.ts';
import { Fields } from '../document/fields.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import type { ImportContext } from '../import-context.ts';

/** What a document says of the API as a whole; what it does not say is absent, so that a merge leaves it alone. */
export type RestSettings = Partial<
  Pick<
    RestApi,
    | 'binaryMediaTypes'
    | 'minimumCompressionSize'
    | 'apiKeySource'
    | 'policy'
    | 'endpointType'
    | 'disableExecuteApiEndpoint'
  >
>;

export function readRestSettings(context: ImportContext): RestSettings {
  const extensions = new Fields(context.root, context);
  const key = (name: string): string => `x-amazon-apigateway-${name}`;
  const binaryMediaTypes = extensions.texts(key('binary-media-types'));
  const size = readCompressionSize(key('minimum-compression-size'), extensions);
  const apiKeySource = extensions.oneOf(key('api-key-source'), ['HEADER', 'AUTHORIZER']);
  const policy = readPolicy(extensions.raw(key('policy')), context);
  return {
    // `image~1png` is how paths of patches write a media type; SAM and Serverless let it stand (docs/aws/rest-api.md#content-handling).
    ...(binaryMediaTypes && { binaryMediaTypes: binaryMediaTypes.map((type) => type.replaceAll('~1', '/')) }),
    ...(size !== undefined && { minimumCompressionSize: size }),
    ...(apiKeySource && { apiKeySource }),
    ...(policy && { policy }),
    ...readEndpoint(context),
  };
}

/** Text recorded: docs/aws/rest-api-observed.md#control-plane-messages. */
function readCompressionSize(key: string, extensions: Fields): number | undefined {
  const place = extensions.raw(key);
  if (!place) return undefined;
  const size = place.scalarText === '' ? -1 : Number(place.scalarText);
  if (Number.isInteger(size) && size >= 0 && size <= 10_485_760) return size;
  const message = 'Invalid minimum compression size, must be between 0 and 10485760';
  extensions.context.problems.error(message, place.position);
  return undefined;
}

function readPolicy(place: DocumentPlace | undefined, context: ImportContext): PolicyDocument | undefined {
  if (!place) return undefined;
  const policy = context.texts.json(place);
  const isDocument = typeof policy === 'object' && policy !== null && !Array.isArray(policy);
  // SAM writes an empty one where none of the conditions it was given makes a statement.
  if (isDocument && Object.keys(policy).length === 0) return undefined;
  if (isDocument && 'Statement' in policy) {
    const problem = policyProblem(policy, 'resource');
    if (problem === undefined) return policy;
    context.problems.error(`x-amazon-apigateway-policy is not a policy that IAM takes: ${problem}`, place.position);
    return insteadOf(context);
  }
  context.problems.error(
    'x-amazon-apigateway-policy must be a policy document, with "Statement"',
    place.position,
    'Write { Version: "2012-10-17", Statement: [...] }.',
  );
  return insteadOf(context);
}

/** What stands for a policy that cannot be evaluated: nothing is allowed. */
function insteadOf({ options }: ImportContext): PolicyDocument | undefined {
  return options.isLenient === true ? { Version: '2012-10-17', Statement: [] } : undefined;
}

/** At the top in OpenAPI 2, in an entry of servers in OpenAPI 3. An API with VPC endpoints is a private one. */
export function readEndpoint(context: ImportContext): Pick<RestSettings, 'endpointType' | 'disableExecuteApiEndpoint'> {
  const key = 'x-amazon-apigateway-endpoint-configuration';
  const holders = context.version === '2.0' ? [context.root] : (context.root.get('servers')?.items() ?? []);
  const place = holders.map((holder) => holder.getAnyCase(key)).find((each) => each !== undefined);
  if (!place) return {};
  const fields = new Fields(place, context);
  const disabled = fields.flag('disableExecuteApiEndpoint');
  const vpcEndpoints = fields.texts('vpcEndpointIds') ?? [];
  fields.raw('ipAddressType');
  fields.warnOfTheRest();
  return {
    ...(disabled !== undefined && { disableExecuteApiEndpoint: disabled }),
    ...(vpcEndpoints.length > 0 && context.kind === 'rest' && { endpointType: 'PRIVATE' }),
  };
}
