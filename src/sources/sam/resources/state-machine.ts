import type { Transformation } from '../transformation.ts';
import type { TemplateMap } from '../../template/template.ts';
import { addEvents } from '../events/add-events.ts';
import { checkPolicies } from '../functions/policies.ts';
import { STATE_MACHINE_EVENTS } from '../properties/event-properties.ts';
import { ResourceError } from '../words/errors.ts';
import { getAtt, isIntrinsic, ref } from '../words/intrinsics.ts';
import { isGiven, isMap } from '../words/values.ts';

/** `AWS::Serverless::StateMachine` becomes a state machine, its role, and what its events ask for. */
export function transformStateMachine(work: Transformation, id: string): void {
  const properties = work.propertiesOf(id);
  const { Name: name, Type: type, Role: role, Policies: policies } = properties;
  checkDefinition(id, properties);
  if (isGiven(role) && isGiven(policies)) {
    const message = "Specify either 'Role' or 'Policies' (but not both at the same time) or neither of them";
    throw new ResourceError(id, message, ['Properties', 'Policies']);
  }
  checkPolicies(id, policies);
  const { DependsOn } = work.resource(id) ?? {};
  const made: TemplateMap = {
    ...definitionOf(properties),
    RoleArn: isGiven(role) ? role : getAtt(`${id}Role`, 'Arn'),
    ...(name === undefined ? {} : { StateMachineName: name }),
    ...(type === undefined ? {} : { StateMachineType: type }),
  };
  work.positions.copied(properties, made);
  work.add(id, id, {
    type: 'AWS::StepFunctions::StateMachine',
    properties: made,
    attributes: DependsOn === undefined ? {} : { DependsOn },
  });
  if (!isGiven(role)) {
    const statement = {
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Principal: { Service: ['states.amazonaws.com'] },
    };
    work.add(id, `${id}Role`, {
      type: 'AWS::IAM::Role',
      properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] } },
    });
  }
  const alias = addAlias(work, id, properties);
  const target = alias !== undefined && properties['UseAliasAsEventTarget'] === true ? alias : id;
  addEvents(work, id, STATE_MACHINE_EVENTS, { id, arn: ref(target) });
}

function definitionOf({ Definition: definition, DefinitionUri: uri }: TemplateMap): TemplateMap {
  if (isGiven(definition)) return { Definition: definition };
  return uri === undefined ? {} : { DefinitionS3Location: uri };
}

function addAlias(work: Transformation, id: string, properties: TemplateMap): string | undefined {
  const { AutoPublishAlias: name, DeploymentPreference: preference, UseAliasAsEventTarget: asTarget } = properties;
  if (!isGiven(name)) {
    const needy = isGiven(asTarget)
      ? 'UseAliasAsEventTarget'
      : isGiven(preference)
        ? 'DeploymentPreference'
        : undefined;
    if (needy === undefined) return undefined;
    const message = `'${needy}' requires 'AutoPublishAlias' property to be specified.`;
    throw new ResourceError(id, message, ['Properties', needy]);
  }
  const version = `${id}Version`;
  const alias = `${id}Alias${typeof name === 'string' ? name : ''}`;
  work.add(id, version, {
    type: 'AWS::StepFunctions::StateMachineVersion',
    properties: { StateMachineArn: ref(id) },
  });
  work.add(id, alias, {
    type: 'AWS::StepFunctions::StateMachineAlias',
    properties: { Name: name, DeploymentPreference: { StateMachineVersionArn: ref(version) } },
  });
  return alias;
}

function checkDefinition(id: string, { Definition: definition, DefinitionUri: uri }: TemplateMap): void {
  const path = ['Properties', 'DefinitionUri'];
  if (isGiven(definition) && isGiven(uri)) {
    throw new ResourceError(id, "Specify either 'Definition' or 'DefinitionUri' property and not both.", path);
  }
  if (!isGiven(definition) && !isGiven(uri)) {
    throw new ResourceError(id, "Either 'Definition' or 'DefinitionUri' property must be specified.");
  }
  if (isMap(uri) && !isIntrinsic(uri) && (!isGiven(uri['Bucket']) || !isGiven(uri['Key']))) {
    throw new ResourceError(id, "'DefinitionUri' requires Bucket and Key properties to be specified.", path);
  }
  if (typeof uri === 'string' && /^[a-z][a-z0-9+.-]*:\/\//i.test(uri) && !/^s3:\/\/[^/]+\/./.test(uri)) {
    const message =
      "'DefinitionUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.";
    throw new ResourceError(id, message, path);
  }
}
