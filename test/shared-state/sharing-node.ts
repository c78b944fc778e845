import { onTestFinished } from 'vitest';
import { readEngineAddress, type WhenUnreachable } from '../../src/model/definition/shared-state.ts';
import type {
  ConnectionOperation,
  ConnectionOutcome,
  NodeDescription,
  SharedConnection,
  SharedState,
} from '../../src/shared-state/contract.ts';
import { openSharedState } from '../../src/shared-state/open.ts';

/** A node without APIs: it has connections by id, and keeps what happens to them. */
export interface SharingNode {
  readonly state: SharedState;
  readonly warnings: string[];
  /** Ids of its open connections. */
  readonly open: Set<string>;
  /** What was sent to its connections, in order. */
  readonly sent: string[];
  /** Connections whose `$disconnect` it was to run. */
  readonly disconnected: string[];
  /** Rules that are on, by id. */
  readonly drills: Map<string, string>;
  /** Opens a connection. */
  connect(id: string): Promise<void>;
  close(): Promise<void>;
}

export interface SharingOptions {
  readonly whenUnreachable?: WhenUnreachable;
  readonly name?: string;
  readonly description?: Partial<NodeDescription>;
}

export const CHAT = { id: 'chat000000', name: 'chat', url: 'ws://127.0.0.1:1/dev', fingerprint: 'one' };

export async function sharingNode(url: string, options: SharingOptions = {}): Promise<SharingNode> {
  const { whenUnreachable = 'refuse', name, description } = options;
  const engine = readEngineAddress(url);
  if ('wanted' in engine) throw new Error(engine.wanted);
  const warnings: string[] = [];
  const open = new Set<string>();
  const sent: string[] = [];
  const disconnected: string[] = [];
  const drills = new Map<string, string>();
  const opened = await openSharedState(
    { engine, whenUnreachable, ...(name !== undefined && { name }) },
    { accountId: '123456789012', region: 'us-east-1' },
    {
      warning: (message) => warnings.push(message),
      defect(error) {
        throw error;
      },
    },
  );
  if ('refused' in opened) throw new Error(`${opened.refused}: ${opened.why}`);
  const state = opened.value;
  await state.join(
    {
      connections: () => [...open].map(shared),
      operate: (_apiId, id, operation) => operate(id, operation, open, sent),
      abandon: (_apiId, id) => open.delete(id),
      disconnect: (_apiId, facts) => Promise.resolve(void disconnected.push(facts)),
      drillAdded: ({ id, fault }) => drills.set(id, fault),
      drillEnded: (id) => (id === undefined ? drills.clear() : drills.delete(id)),
    },
    { version: '1', apis: [CHAT], settings: {}, ...description },
  );
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await state.close();
  };
  onTestFinished(close);
  return {
    state,
    warnings,
    open,
    sent,
    disconnected,
    drills,
    async connect(id) {
      open.add(id);
      await state.connections.register(shared(id));
    },
    close,
  };
}

function shared(id: string): SharedConnection {
  return { id, apiId: CHAT.id, facts: id, lifetimeMs: 7_200_000 };
}

function operate(id: string, operation: ConnectionOperation, open: Set<string>, sent: string[]): ConnectionOutcome {
  if (!open.has(id)) return { outcome: 'gone' };
  switch (operation.kind) {
    case 'post':
      sent.push(operation.text);
      return { outcome: 'sent' };
    case 'get':
      return { outcome: 'described', description: { id } };
    default:
      open.delete(id);
      return { outcome: 'deleted' };
  }
}
