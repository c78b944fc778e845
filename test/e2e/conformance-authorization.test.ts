// Who is let in, over the wire, served by the real command; tokens by `gw-emulate token`, signatures by an AWS signing library. Expected
// values: http-api.md 7 to 9, rest-api-observed.md 4.2, 13 and 14, websocket-api.md 6.
import { serveConformanceApp } from './conformance/served.ts';
import './conformance/authorization/jwt.ts';
import './conformance/authorization/lambda-authorizers.ts';
import './conformance/authorization/iam.ts';
import './conformance/authorization/keys-and-policies.ts';
import './conformance/authorization/websocket.ts';

serveConformanceApp('authorization.config.yaml');
