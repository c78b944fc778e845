import { jsonCall, listValue } from './json-call.ts';
import type { ParameterValues, ServiceCall } from './service-call.ts';

/** PutEvents with the one entry that the parameters describe. */
export function putEventsCall(values: ParameterValues): ServiceCall {
  const { Resources, Time, ...texts } = values;
  const entry = {
    ...texts,
    ...(Resources !== undefined && { Resources: listValue(Resources) }),
    ...(Time !== undefined && { Time: epochSeconds(Time) }),
  };
  return jsonCall('events', '1.1', 'AWSEvents.PutEvents', { Entries: [entry] });
}

/** The JSON protocol carries times as seconds since the epoch. What is not a time is left to the service to refuse. */
function epochSeconds(text: string): number | string {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? text : milliseconds / 1000;
}
