import { localIssuer } from '../../src/authorizers/index.ts';
import type { LocalIssuer } from '../../src/authorizers/index.ts';
import type { Clock } from '../../src/model/base/clock.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A project's folder with a key that the tests of one file share; making one takes a while. */
const SHARED_ROOT = temporaryFolder('issuer');

export function testIssuer(clock: Clock, { root = SHARED_ROOT, adminUrl = 'http://127.0.0.1:4567' } = {}): LocalIssuer {
  let count = 0;
  const uuid = (): string => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`;
  return localIssuer({ root, adminUrl: () => adminUrl, clock, ids: { uuid } });
}

export function freshRoot(): string {
  return temporaryFolder('issuer');
}
