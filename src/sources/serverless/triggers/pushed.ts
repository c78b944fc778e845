import { alphanumeric, functionId, normalizedName } from '../logical-ids.ts';
import { getAtt, ref } from '../service/resources.ts';
import { type Service, targetArn } from '../service/service.ts';
import { addTrigger, nameOf, type Trigger } from './trigger.ts';

/** One rule, or one schedule of EventBridge Scheduler, for each rate. */
export function addSchedule(trigger: Trigger): void {
  const { part, fn, service } = trigger;
  const rate = part.get('rate');
  const isScheduler = part.get('method').value === 'scheduler';
  for (const one of rate.items.length > 0 ? rate.items : [rate.exists ? rate : part]) {
    const id = scheduleId(service, normalizedName(fn.key), isScheduler);
    const arn = targetArn(fn);
    const state = part.get('enabled').value === false ? 'DISABLED' : 'ENABLED';
    const properties = { ScheduleExpression: one, State: state };
    if (isScheduler) addTrigger(trigger, id, 'AWS::Scheduler::Schedule', { ...properties, Target: { Arn: arn } });
    else
      addTrigger(trigger, id, 'AWS::Events::Rule', {
        ...properties,
        Targets: [{ Arn: arn, Id: `${fn.key}Schedule` }],
      });
  }
}

/** Rules and schedules of a function are counted together. */
function scheduleId({ resources }: Service, name: string, isScheduler: boolean): string {
  for (let number = 1; ; number += 1) {
    const [schedule, rule] = [`${name}SchedulerSchedule${number}`, `${name}EventsRuleSchedule${number}`];
    if (!resources.has(schedule) && !resources.has(rule)) return isScheduler ? schedule : rule;
  }
}

export function addCloudwatchEvent(trigger: Trigger): void {
  const { part, fn, number } = trigger;
  const id = `${normalizedName(fn.key)}EventsRuleCloudWatchEvent${number}`;
  const target = { Arn: targetArn(fn), Id: `${fn.key}CloudWatchEvent` };
  addTrigger(trigger, id, 'AWS::Events::Rule', { EventPattern: part.get('event'), Targets: [target] });
}

export function addEventBridge(trigger: Trigger): void {
  const { part, fn, number } = trigger;
  const rule = part.get('name').text() ?? `${fn.key}-rule-${number}`;
  addTrigger(trigger, `${alphanumeric(rule)}EventBridgeRule`, 'AWS::Events::Rule', {
    EventPattern: part.get('pattern'),
    ScheduleExpression: part.get('schedule'),
    Targets: [{ Arn: targetArn(fn), Id: rule }],
  });
}

/** A topic of another stack, or one that the framework makes: then `SNSTopicName` is its logical id. */
export function addTopic(trigger: Trigger): void {
  const { part, fn, service } = trigger;
  const arn = part.get('arn');
  const name = part.get('topicName').text() ?? nameOf(arn.exists ? arn : part);
  const existing = arn.exists
    ? arn
    : typeof part.value === 'string' && part.value.startsWith('arn:')
      ? part
      : undefined;
  const topic = `SNSTopic${alphanumeric(name)}`;
  if (existing === undefined && !service.resources.has(topic)) {
    service.resources.add(topic, 'AWS::SNS::Topic', { TopicName: name }, part);
  }
  addTrigger(trigger, `${normalizedName(fn.key)}SnsSubscription${alphanumeric(name)}`, 'AWS::SNS::Subscription', {
    TopicArn: existing ?? ref(topic),
    Protocol: 'lambda',
    Endpoint: targetArn(fn),
  });
}

/** The bucket that the framework makes for the event, unless it exists already. */
export function addBucket(trigger: Trigger): void {
  const { part, fn, service } = trigger;
  const bucket = part.get('bucket').exists ? part.get('bucket') : part;
  const name = typeof bucket.value === 'string' ? bucket.value : nameOf(bucket);
  const id = `S3Bucket${alphanumeric(name)}`;
  if (part.get('existing').value !== true && !service.resources.has(id)) {
    service.resources.add(id, 'AWS::S3::Bucket', { BucketName: bucket }, part);
  }
  const permission = `${normalizedName(fn.key)}LambdaPermission${alphanumeric(name)}S3`;
  addTrigger(trigger, permission, 'AWS::Lambda::Permission', permissionOf(trigger, 's3.amazonaws.com'));
}

export function addUserPool(trigger: Trigger): void {
  const { part, service } = trigger;
  const pool = part.get('pool').text() ?? 'pool';
  const id = `CognitoUserPool${alphanumeric(pool)}`;
  const isOwn = part.get('existing').value !== true;
  if (isOwn && !service.resources.has(id))
    service.resources.add(id, 'AWS::Cognito::UserPool', { UserPoolName: pool }, part);
  addPermission(`CognitoUserPool${alphanumeric(pool)}TriggerSource${alphanumeric(part.get('trigger').text() ?? '')}`)(
    trigger,
  );
}

/** Where the framework only allows a service to call the function. */
export function addPermission(suffix: string, principal = 'apigateway.amazonaws.com'): (trigger: Trigger) => void {
  return (trigger) => {
    const id = `${normalizedName(trigger.fn.key)}LambdaPermission${suffix}${trigger.type.startsWith('alexa') ? trigger.number : ''}`;
    addTrigger(trigger, id, 'AWS::Lambda::Permission', permissionOf(trigger, principal));
  };
}

export function addListenerRule(trigger: Trigger): void {
  const { part, fn } = trigger;
  const priority = part.get('priority').text() ?? String(trigger.number);
  const target = { Type: 'forward', TargetFunction: ref(functionId(fn.key)) };
  addTrigger(
    trigger,
    `${normalizedName(fn.key)}AlbListenerRule${priority}`,
    'AWS::ElasticLoadBalancingV2::ListenerRule',
    { ListenerArn: part.get('listenerArn'), Priority: priority, Actions: [target] },
  );
}

/** A resource of its own for each event, numbered within the function. */
export function addNumbered(infix: string, resourceType: string): (trigger: Trigger) => void {
  return (trigger) => {
    const id = `${normalizedName(trigger.fn.key)}${infix}${trigger.number}`;
    addTrigger(trigger, id, resourceType, { Target: targetArn(trigger.fn) });
  };
}

function permissionOf({ fn }: Trigger, principal: string): Record<string, ReturnType<typeof getAtt> | string> {
  return { FunctionName: getAtt(functionId(fn.key), 'Arn'), Action: 'lambda:InvokeFunction', Principal: principal };
}
