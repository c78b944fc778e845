import type { AwsServiceRequest } from '../../../integrations/contract.ts';

/** An integration's request parameters, filled in for one request. */
export type ParameterValues = Readonly<Record<string, string>>;

/** A call without what every one has: region, timeout and the query that signing adds to. */
export type ServiceCall = Pick<AwsServiceRequest, 'service' | 'path' | 'method' | 'headers' | 'body'> &
  Partial<Pick<AwsServiceRequest, 'query'>>;
