import type { TemplateValue } from '../../template/template.ts';
import { EventError } from '../words/errors.ts';
import { getAtt, sub } from '../words/intrinsics.ts';
import { isGiven } from '../words/values.ts';
import { addCognitoTrigger, addS3Notification } from './notifications.ts';
import { addPermission, madeId, present, type SamEvent } from './event.ts';
import { checkDeadLetters } from './dead-letters.ts';
import { addSnsSubscription } from './sns-event.ts';

type Trigger = (event: SamEvent) => void;

const TRIGGERS: Readonly<Record<string, Trigger>> = {
  Schedule: (event) => addRule(event, { ScheduleExpression: event.properties['Schedule'] }),
  ScheduleV2: addSchedule,
  CloudWatchEvent: addPatternRule,
  EventBridgeRule: addPatternRule,
  S3: addS3Notification,
  SNS: addSnsSubscription,
  AlexaSkill: (event) =>
    addPermission(event, 'alexa-appkit.amazon.com', present({ EventSourceToken: event.properties['SkillId'] })),
  IoTRule: addIotRule,
  Cognito: addCognitoTrigger,
  CloudWatchLogs: addLogSubscription,
};

export function isTrigger(type: string): boolean {
  return Object.hasOwn(TRIGGERS, type);
}

/** Carries out an event of a service that pushes to the function. */
export function addTrigger(event: SamEvent): void {
  TRIGGERS[event.type]?.(event);
}

function addPatternRule(event: SamEvent): void {
  const { EventBusName, Pattern, RuleName } = event.properties;
  addRule(event, { EventBusName, EventPattern: Pattern, Name: RuleName });
}

function addRule(event: SamEvent, members: Readonly<Record<string, TemplateValue | undefined>>): void {
  const { work, properties, owner } = event;
  const id = madeId(event);
  checkState(event);
  checkDeadLetters(event);
  const {
    Enabled: enabled,
    State: state,
    Name: name,
    Description: description,
    Input: input,
    InputPath: path,
  } = properties;
  const status = enabled === undefined || enabled === null ? state : isGiven(enabled) ? 'ENABLED' : 'DISABLED';
  const target = { Arn: event.target.arn, Id: `${id}LambdaTarget`, ...present({ Input: input, InputPath: path }) };
  work.add(owner, id, {
    type: 'AWS::Events::Rule',
    properties: work.positions.copied(properties, {
      ...present({ Name: name, ...members, Description: description, State: status }),
      Targets: [target],
    }),
  });
  addPermission(event, 'events.amazonaws.com', { SourceArn: getAtt(id, 'Arn') });
}

function checkState({ id, properties: { State: state, Enabled: enabled } }: SamEvent): void {
  if (!isGiven(state) || enabled === undefined || enabled === null) return;
  throw new EventError(id, 'State and Enabled Properties cannot both be specified.', ['Properties', 'State']);
}

export function addSchedule(event: SamEvent): void {
  const { work, properties, owner, id } = event;
  if (isGiven(properties['OmitName']) && isGiven(properties['Name'])) {
    throw new EventError(id, 'Name cannot be set when OmitName is True', ['Properties', 'Name'], madeId(event));
  }
  checkDeadLetters(event);
  const { Input: input, ScheduleExpression: expression, State: state, Description: description } = properties;
  work.add(owner, madeId(event), {
    type: 'AWS::Scheduler::Schedule',
    properties: {
      ...present({ ScheduleExpression: expression, State: state, Description: description }),
      FlexibleTimeWindow: properties['FlexibleTimeWindow'] ?? { Mode: 'OFF' },
      Target: { Arn: event.target.arn, ...present({ Input: input }) },
    },
  });
}

function addIotRule(event: SamEvent): void {
  const id = madeId(event);
  const { Sql: sql, AwsIotSqlVersion: version } = event.properties;
  addPermission(event, 'iot.amazonaws.com', {
    SourceArn: sub(`arn:\${AWS::Partition}:iot:\${AWS::Region}:\${AWS::AccountId}:rule/${id}`),
  });
  const actions = [{ Lambda: { FunctionArn: event.target.arn } }];
  const payload = {
    Sql: sql ?? null,
    RuleDisabled: false,
    Actions: actions,
    ...present({ AwsIotSqlVersion: version }),
  };
  event.work.add(event.owner, id, { type: 'AWS::IoT::TopicRule', properties: { TopicRulePayload: payload } });
}

function addLogSubscription(event: SamEvent): void {
  const { LogGroupName: group = null, FilterPattern: pattern = null } = event.properties;
  const source = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*';
  addPermission(event, 'logs.amazonaws.com', { SourceArn: sub(source, { __LogGroupName__: group }) });
  event.work.add(event.owner, madeId(event), {
    type: 'AWS::Logs::SubscriptionFilter',
    properties: { LogGroupName: group, FilterPattern: pattern, DestinationArn: event.target.arn },
    attributes: { DependsOn: [madeId(event, 'Permission')] },
  });
}
