import type { SharedStateSettings } from '../model/definition/shared-state.ts';
import type { SharedState } from './contract.ts';
import { Engine, type EngineEvents } from './engine/engine.ts';
import { EngineRefusal } from './engine/refusal.ts';
import { keyspace, type SharedIdentity } from './keyspace.ts';
import { type ListedNode, listNodes } from './nodes/beat.ts';
import { StateOnEngine } from './state-on-engine.ts';

export { differences } from './nodes/differences.ts';

export interface SharedStateEvents {
  /** Something the user should know. */
  warning(message: string): void;
  /** A mistake of ours. */
  defect(error: unknown): void;
}

/** What came of connecting at the start: a value and not an error, since this module may be loaded apart from those that know its classes. */
export type Opened<Value> =
  | { readonly value: Value }
  | { readonly refused: EngineRefusal['kind']; readonly why: string };

/** Connects to the engine that holds what several emulators have in common. One that goes away later is waited for. */
export async function openSharedState(
  settings: SharedStateSettings,
  identity: Omit<SharedIdentity, 'name'>,
  events: SharedStateEvents,
): Promise<Opened<SharedState>> {
  const { engine: address, whenUnreachable } = settings;
  const what = `The shared state at ${address.shown}`;
  const limited = whenUnreachable === 'refuse' ? 'are refused' : 'pass without limit';
  let state: StateOnEngine | undefined;
  const opened = await open(settings, {
    lost: (why) =>
      events.warning(
        `${what} cannot be reached: ${why}. Until it is back, requests with a throttle or quota ${limited} (shared.whenUnreachable), and connections of other nodes cannot be addressed.`,
      ),
    back() {
      events.warning(`${what} is back.`);
      state?.engineIsBack();
    },
  });
  if ('refused' in opened) return opened;
  const key = keyspace(identityOf(settings, identity));
  state = new StateOnEngine({ engine: opened.value, key, address, whenUnreachable, events });
  return { value: state };
}

/** The nodes that share a state and live, the oldest first, for one who takes no part. */
export async function nodesSharing(
  settings: SharedStateSettings,
  identity: Omit<SharedIdentity, 'name'>,
): Promise<Opened<ListedNode[]>> {
  const opened = await open(settings, { lost: () => undefined, back: () => undefined });
  if ('refused' in opened) return opened;
  try {
    return { value: await listNodes(opened.value, keyspace(identityOf(settings, identity))) };
  } finally {
    opened.value.close();
  }
}

async function open({ engine }: SharedStateSettings, events: EngineEvents): Promise<Opened<Engine>> {
  try {
    return { value: await Engine.open(engine, events) };
  } catch (error) {
    if (!(error instanceof EngineRefusal)) throw error;
    return { refused: error.kind, why: error.message };
  }
}

function identityOf({ name }: SharedStateSettings, identity: Omit<SharedIdentity, 'name'>): SharedIdentity {
  return { ...identity, ...(name !== undefined && { name }) };
}
