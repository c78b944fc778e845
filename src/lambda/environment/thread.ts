import { subscribe } from 'node:diagnostics_channel';
import Module from 'node:module';
import { workerData } from 'node:worker_threads';
import { BeginGate } from './connection/begin-gate.ts';
import { channelOver } from './connection/channel.ts';
import { connectForMessages, outputDescriptor } from './connection/connect.ts';
import { giveChildrenOwnOutput } from './guise/child-output.ts';
import { hideHandles } from './guise/handles.ts';
import { lookLikeMainThread } from './guise/main-thread.ts';
import { hideParent, keepSignalsIn } from './guise/own-signal.ts';
import type { ThreadData } from './host/host-protocol.ts';
import { ownSystemId } from './host/memory-watch.ts';
import { startRuntime } from './runtime/runtime.ts';

/** Entry of a thread of the function host: one execution environment, of the function that it is given. */
const { connection, gate } = workerData as ThreadData;
const facts = new BeginGate(gate);
facts.systemId = ownSystemId();
subscribe('worker_threads', () => facts.makesThread());
lookLikeMainThread();
keepSignalsIn(process);
hideParent(process);
const channel = channelOver((onread) => connectForMessages(connection, onread));
hideHandles(process, channel.socket);
giveChildrenOwnOutput(process, outputDescriptor(connection));
const { setup, variables } = await channel.assignment;
Object.assign(process.env, variables);
// Read before they were known: where packages of layers are.
if (variables['NODE_PATH'] !== undefined) (Module as unknown as { _initPaths(): void })._initPaths();
await startRuntime(channel, setup, { gate, isThread: true });
