import type { Endpoint } from '../endpoint.ts';
import { accessEndpoints } from './access.ts';
import { apiEndpoints } from './apis.ts';
import { connectionEndpoints } from './connections.ts';
import { exchangeEndpoints } from './exchanges.ts';
import { faultEndpoints } from './faults.ts';
import { findingEndpoints } from './findings.ts';
import { functionEndpoints } from './functions.ts';
import { mappingEndpoints } from './mappings.ts';
import { numberEndpoints } from './numbers.ts';
import { templateEndpoints } from './templates.ts';

/** Everything under `/_gw/` that answers JSON, in the order of the document. */
export const endpoints: readonly Endpoint[] = [
  ...exchangeEndpoints,
  ...apiEndpoints,
  ...functionEndpoints,
  ...connectionEndpoints,
  ...numberEndpoints,
  ...findingEndpoints,
  ...accessEndpoints,
  ...templateEndpoints,
  ...mappingEndpoints,
  ...faultEndpoints,
];
