import { transformHttpApi } from './apis/http-api.ts';
import { transformRestApi } from './apis/rest-api.ts';
import { SharedUsagePlan } from './apis/usage-plans.ts';
import { transformWebSocketApi } from './apis/websocket-api.ts';
import { transformFunction } from './functions/function.ts';
import { checkProperties } from './properties/check-properties.ts';
import { RESOURCE_PROPERTIES } from './properties/resource-properties.ts';
import { transformApplication } from './resources/application.ts';
import { transformConnector } from './resources/connector.ts';
import { transformLayerVersion } from './resources/layer-version.ts';
import { transformNotRun } from './resources/not-run.ts';
import { transformSimpleTable } from './resources/simple-table.ts';
import { transformStateMachine } from './resources/state-machine.ts';
import type { Transformation } from './transformation.ts';
import { nearestHint } from '../problems/nearest.ts';
import { ResourceError, reporting } from './words/errors.ts';

type Transform = (work: Transformation, id: string, shared: SharedUsagePlan) => void;

/**
 * By type, in the order of work: functions and state machines add their events to the definitions of the APIs, and connectors look at what
 * the others became.
 */
const TRANSFORMS: readonly (readonly [type: string, transform: Transform])[] = [
  ['AWS::Serverless::Function', transformFunction],
  ['AWS::Serverless::StateMachine', transformStateMachine],
  ['AWS::Serverless::Api', transformRestApi],
  ['AWS::Serverless::HttpApi', transformHttpApi],
  ['AWS::Serverless::WebSocketApi', transformWebSocketApi],
  ['AWS::Serverless::SimpleTable', transformSimpleTable],
  ['AWS::Serverless::LayerVersion', transformLayerVersion],
  ['AWS::Serverless::Application', transformApplication],
  ['AWS::Serverless::GraphQLApi', (work, id) => transformNotRun(work, id, 'AWS::Serverless::GraphQLApi')],
  ['AWS::Serverless::CapacityProvider', (work, id) => transformNotRun(work, id, 'AWS::Serverless::CapacityProvider')],
  ['AWS::Serverless::Connector', transformConnector],
];

/** Turns every SAM resource into the CloudFormation resources that it stands for. */
export function transformResources(work: Transformation): void {
  sayUnknownTypes(work);
  const shared = new SharedUsagePlan();
  for (const [type, transform] of TRANSFORMS) {
    for (const id of Object.keys(work.resources)) {
      if (work.resource(id)?.['Type'] !== type) continue;
      delete work.made[id];
      reporting(id, work.at, work.problems, () => {
        if (!/^[A-Za-z0-9]+$/.test(id)) throw new ResourceError(id, 'Logical ids must be alphanumeric.');
        checkProperties(id, type, work.propertiesOf(id), RESOURCE_PROPERTIES[type] ?? {});
        transform(work, id, shared);
      });
    }
  }
}

/** SAM passes such a type on, and CloudFormation refuses the template. */
function sayUnknownTypes(work: Transformation): void {
  const known = TRANSFORMS.map(([type]) => type);
  for (const id of Object.keys(work.resources)) {
    const type = work.resource(id)?.['Type'];
    if (typeof type !== 'string' || !type.startsWith('AWS::Serverless::') || known.includes(type)) continue;
    delete work.made[id];
    work.problems.error(`"${id}": there is no resource type ${type}`, work.at(id, ['Type']), () =>
      nearestHint(type, known, 'types'),
    );
  }
}
