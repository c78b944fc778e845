import { fail } from '../../model/base/errors.ts';
import type { Model } from '../../model/definition/model.ts';
import type { ListedNode } from '../../shared-state/nodes/beat.ts';
import { describeNode } from './description.ts';
import { valueOf } from './open-shared-state.ts';

/** An emulator that shares a state, and what it has configured differently from here. */
export interface SharingNode extends ListedNode {
  /** In words, `the API "chat"`; empty where nothing differs. */
  readonly differences: readonly string[];
}

/**
 * The emulators that share the state of this definition. Rejects with `NOT_SHARED`, `SHARED_STATE_UNREACHABLE` or `SHARED_STATE_UNFIT`.
 */
export async function sharingNodes(model: Model): Promise<SharingNode[]> {
  const { shared, accountId, region } = model;
  if (shared === undefined) throw fail('NOT_SHARED');
  const { differences, nodesSharing } = await import('../../shared-state/open.ts');
  const nodes = valueOf(await nodesSharing(shared, { accountId, region }), shared);
  const own = describeNode(model, []);
  return nodes.map((node) => ({ ...node, differences: differences(own, node) }));
}
