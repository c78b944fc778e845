// Who is let in, over the wire, served by the real command; tokens by `gw-emulate token`, signatures by an AWS signing library. Expected
// values: docs/aws/http-api.md#jwt-authorizers to docs/aws/http-api.md#iam-authorization, docs/aws/rest-api-observed.md#error-catalogue,
// docs/aws/rest-api-observed.md#keys-and-throttling and docs/aws/rest-api-observed.md#authorizers, docs/aws/websocket-api.md#authorization.
import { serveConformanceApp } from './conformance/served.ts';
import './conformance/authorization/jwt.ts';
import './conformance/authorization/lambda-authorizers.ts';
import './conformance/authorization/iam.ts';
import './conformance/authorization/keys-and-policies.ts';
import './conformance/authorization/websocket.ts';

serveConformanceApp('authorization.config.yaml');
