import type { Part } from '../service/part.ts';
import type { Given } from '../service/resources.ts';
import { type Service, type ServiceFunction, targetArn } from '../service/service.ts';

/** An event that invokes a function without an API: listed, and started by hand. */
export interface Trigger {
  readonly service: Service;
  readonly fn: ServiceFunction;
  /** Its type in `events:`: `schedule`, `sqs` … */
  readonly type: string;
  /** The event's value. */
  readonly part: Part;
  /** Counted from 1 among the function's events of this type. */
  readonly number: number;
}

/** Adds the resource that stands for a trigger, with the reason why it does not run. */
export function addTrigger(
  { service, fn, type, part }: Trigger,
  id: string,
  resourceType: string,
  properties: Readonly<Record<string, Given>>,
): void {
  const notRun = `${type} events do not arrive here; "gw-emulate invoke ${fn.key}" runs the function by hand`;
  service.resources.add(id, resourceType, properties, part, { metadata: { notRun } });
}

/** Events Lambda fetches itself: the function and the ARN of what it polls. */
export function sourceMapping({ fn, part }: Trigger, source: Part): Record<string, Given> {
  return {
    EventSourceArn: source,
    FunctionName: targetArn(fn),
    BatchSize: part.get('batchSize'),
    Enabled: part.get('enabled').exists ? part.get('enabled') : true,
  };
}

/** What an ARN or a reference to one is about, for logical ids: the last part, the resource, the import's name. */
export function nameOf(part: Part): string {
  const { value } = part;
  if (typeof value === 'string') return value.split(':').at(-1)?.split('/').at(-1) ?? value;
  const [attribute] = part.get('Fn::GetAtt').items;
  if (attribute !== undefined) return String(attribute.value);
  const simple = [part.get('Fn::ImportValue'), part.get('Ref')].find(({ exists }) => exists);
  if (simple !== undefined && typeof simple.value === 'string') return simple.value;
  const joined = part.get('Fn::Join').items.at(1)?.items.at(-1)?.value;
  return typeof joined === 'string' ? joined : 'source';
}
