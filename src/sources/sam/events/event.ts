import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';

/** One entry of a resource's `Events`. */
export interface SamEvent {
  readonly work: Transformation;
  /** The function or state machine. */
  readonly owner: string;
  /** The event's key. */
  readonly id: string;
  readonly type: string;
  readonly properties: TemplateMap;
  readonly target: EventTarget;
}

/** What an event invokes. */
export interface EventTarget {
  /** Logical id of the function or state machine. */
  readonly id: string;
  /** Its ARN, or that of its alias. */
  readonly arn: TemplateMap;
}

/** The logical id of what an event makes. */
export function madeId({ owner, id }: SamEvent, suffix = ''): string {
  return `${owner}${id}${suffix}`;
}

/** Lets a service invoke the function of an event. */
export function addPermission(event: SamEvent, principal: string, given: TemplateMap = {}, suffix = ''): void {
  event.work.add(event.owner, `${madeId(event, 'Permission')}${suffix}`, {
    type: 'AWS::Lambda::Permission',
    properties: { Action: 'lambda:InvokeFunction', FunctionName: event.target.arn, Principal: principal, ...given },
  });
}

/** The members that are given. */
export function present(members: Readonly<Record<string, TemplateValue | undefined>>): TemplateMap {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null),
  ) as TemplateMap;
}
