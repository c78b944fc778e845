// The WebSocket API front end over the wire, served by the real command, with ws and the AWS SDK as clients. Expected values:
// docs/aws/websocket-api.md, by section; rows that the reference marks as inferred or open say "unproven".
import { serveConformanceApp } from './conformance/served.ts';
import './conformance/websocket-api/handshake.ts';
import './conformance/websocket-api/events.ts';
import './conformance/websocket-api/messages.ts';
import './conformance/websocket-api/connections.ts';

serveConformanceApp();
