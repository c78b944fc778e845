import type { TemplateMap } from '../../template/template.ts';
import { isRestDocument } from '../definition/documents.ts';
import { addIntegration } from '../definition/integrations.ts';
import { hasIntegration } from '../definition/path-items.ts';
import { EventError } from '../words/errors.ts';
import { getAtt, sub } from '../words/intrinsics.ts';
import { isGiven, isMap, shown } from '../words/values.ts';
import { checkDeadLetters } from './dead-letters.ts';
import { madeId, present, type SamEvent } from './event.ts';
import { addRestEventAuth } from './rest-event-auth.ts';
import { apiOf, placeAt } from './rest-event.ts';
import { addSchedule } from './triggers.ts';

/** An event of a state machine: a method that starts an execution, or a rule that does. */
export function addStateMachineEvent(event: SamEvent): void {
  if (event.type === 'Api') addApiEvent(event);
  else if (event.type === 'ScheduleV2') addSchedule(event);
  else addRule(event);
}

function addApiEvent(event: SamEvent): void {
  const { work, properties } = event;
  const { id: apiId, api } = apiOf(event);
  const role = addRole(event, 'apigateway.amazonaws.com');
  const body = api['DefinitionBody'];
  if (!work.managed.has(apiId) || !isRestDocument(body)) return;
  const path = shown(properties['Path']);
  const method = shown(properties['Method']).toLowerCase();
  if (hasIntegration(body, path, method)) {
    throw new EventError(event.id, `API method "${method}" defined multiple times for path "${path}".`, ['Properties']);
  }
  const operations = addIntegration(body, {
    path,
    method,
    integration: {
      type: 'aws',
      httpMethod: 'POST',
      uri: sub('arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution'),
      responses: { '200': { statusCode: '200' }, '400': { statusCode: '400' } },
      credentials: getAtt(role, 'Arn'),
      requestTemplates: { 'application/json': requestTemplate(event) },
    },
    responses: { '200': { description: 'OK' }, '400': { description: 'Bad Request' } },
    condition: work.conditionOf(event.owner),
  });
  placeAt(event, body, path, method, operations);
  const auth = properties['Auth'];
  if (isGiven(auth) && isMap(auth)) addRestEventAuth(event, { apiId, api, body, path, method }, auth);
}

/** SAM's own mapping template, which hands the body on as the input. */
function requestTemplate({ target, properties }: SamEvent): TemplateMap {
  const arn = `\${${stateMachineOf(target.arn)}}`;
  const escaped = "$util.escapeJavaScript($input.json('$'))";
  const input = properties['UnescapeMappingTemplate'] === true ? `${escaped}.replaceAll("\\\\'","'")` : escaped;
  return sub(`{"input": "${input}", "stateMachineArn": "${arn}"}`);
}

const stateMachineOf = ({ Ref: id }: TemplateMap): string => shown(id);

function addRule(event: SamEvent): void {
  const { work, owner, properties } = event;
  const {
    State: state,
    Enabled: enabled,
    Schedule,
    Pattern,
    EventBusName,
    RuleName,
    Name,
    Description,
    Input,
  } = properties;
  const hasEnabled = enabled !== undefined && enabled !== null;
  if (isGiven(state) && hasEnabled) {
    throw new EventError(event.id, 'State and Enabled Properties cannot both be specified.', ['Properties', 'State']);
  }
  checkDeadLetters(event);
  const id = madeId(event);
  const role = properties['RoleArn'] ?? getAtt(addRole(event, 'events.amazonaws.com'), 'Arn');
  const status = hasEnabled ? (isGiven(enabled) ? 'ENABLED' : 'DISABLED') : state;
  work.add(owner, id, {
    type: 'AWS::Events::Rule',
    properties: {
      ...present({
        ScheduleExpression: Schedule,
        EventPattern: Pattern,
        EventBusName,
        Name: RuleName ?? Name,
        Description,
        State: status,
      }),
      Targets: [{ Arn: event.target.arn, Id: `${id}StepFunctionsTarget`, RoleArn: role, ...present({ Input }) }],
    },
  });
}

function addRole(event: SamEvent, principal: string): string {
  const id = madeId(event, 'Role');
  const statement = { Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: [principal] } };
  event.work.add(event.owner, id, {
    type: 'AWS::IAM::Role',
    properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] } },
  });
  return id;
}
