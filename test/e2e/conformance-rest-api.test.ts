// The REST API front end over the wire, served by the real command. Expected values: docs/aws/rest-api-observed.md, by section; rows that
// the reference marks as read from an emulator or inferred say "unproven".
import { serveConformanceApp } from './conformance/served.ts';
import './conformance/rest-api/paths.ts';
import './conformance/rest-api/proxy-event.ts';
import './conformance/rest-api/proxy-response.ts';
import './conformance/rest-api/failures.ts';
import './conformance/rest-api/http.ts';
import './conformance/rest-api/mock.ts';
import './conformance/rest-api/lambda.ts';
import './conformance/rest-api/validation.ts';

serveConformanceApp();
