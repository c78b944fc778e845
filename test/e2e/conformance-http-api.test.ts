// The HTTP API front end over the wire, served by the real command. Expected values: docs/aws/http-api.md, by section; rows that the
// reference marks as inferred say "unproven".
import { serveConformanceApp } from './conformance/served.ts';
import './conformance/http-api/routes.ts';
import './conformance/http-api/event-v2.ts';
import './conformance/http-api/bodies.ts';
import './conformance/http-api/responses-v2.ts';
import './conformance/http-api/payload-v1.ts';
import './conformance/http-api/failures.ts';
import './conformance/http-api/cors.ts';
import './conformance/http-api/http-proxy.ts';

serveConformanceApp();
