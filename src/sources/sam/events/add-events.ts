import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { checkProperties } from '../properties/check-properties.ts';
import type { PropertyTable } from '../properties/kinds.ts';
import { EventError, ResourceError, reporting } from '../words/errors.ts';
import { isMap, shown } from '../words/values.ts';
import type { EventTarget, SamEvent } from './event.ts';
import { addEventSourceMapping, MAPPED_EVENTS } from './event-source-mapping.ts';
import { addHttpEvent } from './http-event.ts';
import { addRestEvent } from './rest-event.ts';
import { addStateMachineEvent } from './state-machine-event.ts';
import { addTrigger, isTrigger } from './triggers.ts';

/** Carries out the `Events` of a function or state machine; each event that is wrong is a problem of its own. */
export function addEvents(
  work: Transformation,
  owner: string,
  tables: Readonly<Record<string, PropertyTable>>,
  target: EventTarget,
): void {
  const events = work.propertiesOf(owner)['Events'];
  if (!isMap(events)) return;
  for (const [id, event] of Object.entries(events).toSorted(byPath)) {
    reporting(owner, work.at, work.problems, () => {
      const read = readEvent(owner, id, event, tables);
      addEvent({ ...read, work, owner, id, target });
    });
  }
}

function addEvent(event: SamEvent): void {
  if (event.work.resource(event.owner)?.['Type'] === 'AWS::Serverless::StateMachine') addStateMachineEvent(event);
  else if (event.type === 'Api') addRestEvent(event);
  else if (event.type === 'HttpApi') addHttpEvent(event);
  else if (MAPPED_EVENTS.has(event.type)) addEventSourceMapping(event);
  else if (isTrigger(event.type)) addTrigger(event);
}

function readEvent(
  owner: string,
  id: string,
  event: TemplateValue,
  tables: Readonly<Record<string, PropertyTable>>,
): { readonly type: string; readonly properties: TemplateMap } {
  const type = isMap(event) ? event['Type'] : undefined;
  const table = typeof type === 'string' && Object.hasOwn(tables, type) ? tables[type] : undefined;
  if (typeof type !== 'string' || table === undefined) {
    const message = `Resource dict has missing or invalid value for key Type. Event Type is: ${shown(type)}.`;
    throw new EventError(id, message, ['Type']);
  }
  if (!/^[A-Za-z0-9]+$/.test(id)) throw new ResourceError(`${owner}${id}`, 'Logical ids must be alphanumeric.');
  const properties = (isMap(event) ? event['Properties'] : undefined) ?? {};
  const path = ['Properties', 'Events', id, 'Properties'];
  if (!isMap(properties)) throw new ResourceError(`${owner}${id}`, 'Properties of a resource must be an object.', path);
  checkProperties(`${owner}${id}`, type, properties, table, path);
  return { type, properties };
}

/** SAM takes events in the order of their paths. */
function byPath(a: readonly [string, TemplateValue], b: readonly [string, TemplateValue]): number {
  const [first, second] = [pathOf(a), pathOf(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function pathOf([id, event]: readonly [string, TemplateValue]): string {
  const properties = isMap(event) ? event['Properties'] : undefined;
  const path = isMap(properties) ? properties['Path'] : undefined;
  return typeof path === 'string' ? path : id;
}
