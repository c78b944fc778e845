import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { addEvents } from '../events/add-events.ts';
import { FUNCTION_EVENTS } from '../properties/event-properties.ts';
import { getAtt, isIf } from '../words/intrinsics.ts';
import { ResourceError } from '../words/errors.ts';
import { isGiven, isMap, picked } from '../words/values.ts';
import { addAlias } from './alias.ts';
import { checkFunction } from './check-function.ts';
import { codeOf } from './code.ts';
import { addEventInvokeConfig } from './event-invoke-config.ts';
import { emulatorMetadata } from './metadata.ts';
import { checkPolicies } from './policies.ts';
import { addFunctionUrl } from './function-url.ts';

/** Properties that a Lambda function has under the same name. */
const SAME = [
  'FunctionName',
  'Handler',
  'Runtime',
  'Description',
  'MemorySize',
  'Timeout',
  'VpcConfig',
  'Environment',
  'KmsKeyArn',
  'ReservedConcurrentExecutions',
  'Layers',
  'FileSystemConfigs',
  'ImageConfig',
  'PackageType',
  'Architectures',
  'SnapStart',
  'EphemeralStorage',
  'CodeSigningConfigArn',
  'RuntimeManagementConfig',
  'LoggingConfig',
  'RecursiveLoop',
];

/** `AWS::Serverless::Function` becomes a function, its role, and what its events, alias and URL ask for. */
export function transformFunction(work: Transformation, id: string): void {
  const properties = work.propertiesOf(id);
  checkFunction(id, properties);
  addFunction(work, id, properties);
  const alias = addAlias(work, id, properties);
  if (isGiven(properties['FunctionUrlConfig']) && isMap(properties['FunctionUrlConfig'])) {
    addFunctionUrl(work, id, properties['FunctionUrlConfig'], alias);
  }
  if (isGiven(properties['EventInvokeConfig']) && isMap(properties['EventInvokeConfig'])) {
    addEventInvokeConfig(work, id, properties['EventInvokeConfig'], alias);
  }
  checkPolicies(id, properties['Policies']);
  addRole(work, id, properties['Role']);
  addEvents(work, id, FUNCTION_EVENTS, { id, arn: alias?.arn ?? getAtt(id, 'Arn') });
}

function addFunction(work: Transformation, id: string, properties: TemplateMap): void {
  const { positions } = work;
  const made = positions.copied(properties, picked(properties, SAME));
  const { code, source } = codeOf(id, properties);
  made['Code'] = code;
  positions.set(made, 'Code', source === undefined ? undefined : positions.of(properties, source));
  if (properties['DeadLetterQueue'] !== undefined && isMap(properties['DeadLetterQueue'])) {
    made['DeadLetterConfig'] = { TargetArn: properties['DeadLetterQueue']['TargetArn'] ?? null };
  }
  made['Role'] =
    (properties['Role'] ?? null) === null ? getAtt(`${id}Role`, 'Arn') : (properties['Role'] as TemplateValue);
  const { DependsOn, UpdatePolicy } = work.resource(id) ?? {};
  const metadata = emulatorMetadata(work, id);
  work.add(id, id, {
    type: 'AWS::Lambda::Function',
    properties: made,
    attributes: {
      ...(DependsOn && { DependsOn }),
      ...(UpdatePolicy && { UpdatePolicy }),
      ...(metadata && { Metadata: metadata }),
    },
  });
}

/** Permissions mean nothing here, but templates refer to the role. */
function addRole(work: Transformation, id: string, role: TemplateValue | undefined): void {
  const branches = isIf(role) ? role['Fn::If'] : [null, null, null];
  if (!Array.isArray(branches) || branches.length !== 3) {
    throw new ResourceError(id, "Malformed 'Role' property: Fn::If requires 3 arguments.", ['Properties', 'Role']);
  }
  if ((role ?? null) !== null && !mentionsNoValue(role)) return;
  work.add(id, `${id}Role`, {
    type: 'AWS::IAM::Role',
    properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] } }],
      },
    },
  });
}

/** `Role: !If [Own, !Ref Arn, !Ref AWS::NoValue]` needs the generated role in one case. */
function mentionsNoValue(role: TemplateValue | undefined): boolean {
  return isMap(role) && JSON.stringify(role).includes('AWS::NoValue');
}
