import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { EventError, ResourceError } from '../words/errors.ts';
import { expectList, expectMap } from '../words/expect.ts';
import { getAtt, onlyIf, ref } from '../words/intrinsics.ts';
import { isMap, shown } from '../words/values.ts';
import { addPermission, type SamEvent } from './event.ts';

/** An `S3` event becomes a notification of its bucket, which must stand in the template. */
export function addS3Notification(event: SamEvent): void {
  const { work, properties } = event;
  const bucketId = namedIn(
    event,
    'Bucket',
    "'Ref' value in S3 events is not a valid string.",
    'S3 events must reference an S3 bucket in the same template.',
  );
  const bucket = work.resource(bucketId) ?? {};
  const dependsOn = bucket['DependsOn'] ?? [];
  const names = Array.isArray(dependsOn) ? dependsOn : [dependsOn];
  if (!names.every((name) => typeof name === 'string')) {
    const message = "Invalid type for field 'DependsOn'. Expected a string or list of strings.";
    throw new ResourceError(`${event.owner}${event.id}`, message, ['Properties', 'Events', event.id]);
  }
  addPermission(event, 's3.amazonaws.com', { SourceAccount: ref('AWS::AccountId') });
  const condition = work.conditionOf(event.owner);
  if (bucket['Properties'] === undefined) bucket['Properties'] = {};
  const owner = { id: bucketId };
  const settings = expectMap(bucket['Properties'], owner, '', 'Properties should be a map.');
  if (condition !== undefined && settings['Tags'] !== undefined) expectList(settings['Tags'], owner, 'Tags');
  const configuration = expectMap(settings['NotificationConfiguration'] ?? {}, owner, 'NotificationConfiguration');
  const before = configuration['LambdaConfigurations'] ?? [];
  if (!Array.isArray(before)) {
    throw new ResourceError(bucketId, 'Invalid type for LambdaConfigurations. Must be a list.', [
      'Properties',
      'NotificationConfiguration',
    ]);
  }
  const { Events: events = null, Filter: filter } = properties;
  const added = (Array.isArray(events) ? events : [events]).map((name): TemplateMap => {
    const notification = {
      Function: event.target.arn,
      Event: name,
      ...(filter === undefined ? {} : { Filter: filter }),
    };
    return condition === undefined ? notification : onlyIf(condition, notification);
  });
  configuration['LambdaConfigurations'] = [...before, ...added];
  settings['NotificationConfiguration'] = configuration;
}

/** A `Cognito` event becomes a trigger of its user pool, which must stand in the template. */
export function addCognitoTrigger(event: SamEvent): void {
  const { work, properties, owner, target } = event;
  const poolId = namedIn(
    event,
    'UserPool',
    'Ref in Userpool is not a string.',
    'Cognito events must reference a Cognito UserPool in the same template.',
  );
  work.add(owner, `${owner}CognitoPermission`, {
    type: 'AWS::Lambda::Permission',
    properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: target.arn,
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: getAtt(poolId, 'Arn'),
    },
  });
  const settings = work.propertiesOf(poolId);
  const config = expectMap(settings['LambdaConfig'] ?? {}, { id: poolId }, 'LambdaConfig');
  const given: TemplateValue = properties['Trigger'] ?? null;
  for (const trigger of Array.isArray(given) ? given : [given]) {
    if (Object.hasOwn(config, shown(trigger))) {
      const message = `Cognito trigger "${shown(given)}" defined multiple times.`;
      throw new EventError(event.id, message, ['Properties', 'Trigger']);
    }
    config[shown(trigger)] = target.arn;
  }
  settings['LambdaConfig'] = config;
}

function namedIn(event: SamEvent, key: string, notText: string, notThere: string): string {
  const value = event.properties[key];
  const id = isMap(value) ? value['Ref'] : undefined;
  const path = ['Properties', key];
  if (id !== undefined && typeof id !== 'string')
    throw new EventError(event.id, notText, path, key === 'Bucket' ? event.id : `${event.owner}${event.id}`);
  if (id === undefined || event.work.resource(id) === undefined) throw new EventError(event.id, notThere, path);
  return id;
}
