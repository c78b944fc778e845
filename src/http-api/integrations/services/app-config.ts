import type { ParameterValues, ServiceCall } from './service-call.ts';
import { percentEncode } from '../../../model/http/percent-encoding.ts';

/** GetConfiguration: a GET with the names in the path and the client in the query. */
export function appConfigCall(values: ParameterValues): ServiceCall {
  const { Application = '', Environment = '', Configuration = '', ClientId = '', ClientConfigurationVersion } = values;
  const names = [Application, Environment, Configuration].map(percentEncode);
  return {
    service: 'appconfig',
    method: 'GET',
    path: `applications/${names[0]}/environments/${names[1]}/configurations/${names[2]}`,
    headers: [],
    query: [
      ['client_id', ClientId],
      ...(ClientConfigurationVersion === undefined
        ? []
        : [['client_configuration_version', ClientConfigurationVersion] as const]),
    ],
    body: null,
  };
}
