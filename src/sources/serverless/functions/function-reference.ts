import { nearestHint } from '../../problems/nearest.ts';
import type { TemplateValue } from '../../template/template.ts';
import type { Part } from '../service/part.ts';
import { type Service, type ServiceFunction, targetArn } from '../service/service.ts';

/** A function of the service by its key; `undefined`, and a problem at `part`, when there is none. */
function functionNamed(service: Service, part: Part, key: string): ServiceFunction | undefined {
  const found = service.functions.get(key);
  if (found !== undefined) return found;
  const hint = () => nearestHint(key, [...service.functions.keys()], 'functions');
  part.error(`${part.name} names the function "${key}", which this service does not have`, hint);
  return undefined;
}

/** The ARN of a function of the service. */
export function functionReference(service: Service, part: Part, key: string): TemplateValue | undefined {
  const found = functionNamed(service, part, key);
  return found && targetArn(found);
}
