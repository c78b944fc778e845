import type { JoiningNode } from '../../shared-state/contract.ts';
import type { DeployedWebSocketApi } from '../../websocket-api/index.ts';
import type { Faults } from '../testing/faults.ts';
import type { DeployedApis } from '../apis/deployed-apis.ts';

/** This emulator, as the shared state calls back into it. */
export function joiningNode(deployed: DeployedApis, faults: Faults): JoiningNode {
  const frontEnds = (): { readonly apiId: string; readonly frontEnd: DeployedWebSocketApi }[] =>
    deployed
      .list()
      .flatMap(({ api, webSocket }) => (webSocket === undefined ? [] : [{ apiId: api.id, frontEnd: webSocket }]));
  const of = (apiId: string) => frontEnds().find((served) => served.apiId === apiId)?.frontEnd.forOthers;
  return {
    connections: () => frontEnds().flatMap(({ frontEnd }) => frontEnd.forOthers.connections()),
    operate: (apiId, id, operation) => of(apiId)?.operate(id, operation) ?? { outcome: 'gone' },
    abandon: (apiId, id) => of(apiId)?.abandon(id),
    disconnect: (apiId, facts) => of(apiId)?.disconnect(facts) ?? Promise.resolve(),
    drillAdded: (drill) => faults.drillAdded(drill),
    drillEnded: (id) => faults.drillEnded(id),
  };
}
