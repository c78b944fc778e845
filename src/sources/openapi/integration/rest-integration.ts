import { integrationDefaults } from '../../../model/definition/integration-defaults.ts';
import { INTEGRATION_TIMEOUT_MS, MAX_RAISED_TIMEOUT_MS } from '../../../model/definition/limits.ts';
import type { Integration } from '../../../model/definition/integration.ts';
import { Fields } from '../document/fields.ts';
import { integrationPosition, readConnection, type IntegrationSource } from './integration-parts.ts';
import { readRequestParameters } from './rest-parameters.ts';
import { readIntegrationResponses } from './rest-responses.ts';
import { readRestTarget } from './rest-target.ts';
import { readTemplates } from './text-maps.ts';

const TYPES = ['AWS_PROXY', 'AWS', 'HTTP', 'HTTP_PROXY', 'MOCK'] as const;
const TIMEOUT_MS = INTEGRATION_TIMEOUT_MS.rest;

/**
 * An integration of a REST method (docs/aws/rest-api.md#integration-fields, docs/aws/rest-api.md#integration-extension). `undefined`, with
 * errors, when it cannot be read.
 */
export function readRestIntegration(source: IntegrationSource): Integration | undefined {
  const { fields, operation } = source;
  const type = readType(source);
  if (!type) return undefined;
  const target = readRestTarget(type, source);
  const connection = readConnection(source);
  const responseTransferMode = fields.oneOf('responseTransferMode', ['BUFFERED', 'STREAM']) ?? 'BUFFERED';
  const contentHandling = fields.oneOf('contentHandling', ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']);
  const passthroughBehavior = fields.oneOf('passthroughBehavior', ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']);
  const cacheNamespace = fields.text('cacheNamespace');
  const tlsConfig = readTlsConfig(source);
  const integration: Integration = {
    ...integrationDefaults('rest'),
    type,
    ...target,
    ...connection,
    timeoutInMillis: readTimeout(responseTransferMode, source),
    requestParameters: readRequestParameters(source),
    requestTemplates: readTemplates(fields, 'requestTemplates', operation),
    ...(passthroughBehavior && { passthroughBehavior }),
    ...(contentHandling && { contentHandling }),
    ...(cacheNamespace !== undefined && { cacheNamespace }),
    cacheKeyParameters: fields.texts('cacheKeyParameters') ?? [],
    responses: readIntegrationResponses(source),
    ...(tlsConfig && { tlsConfig }),
    responseTransferMode,
    ...integrationPosition(source),
  };
  checkStreaming(integration, source);
  warnOfOthers(source);
  return integration;
}

function readType({ fields, at, refuse }: IntegrationSource): Integration['type'] | undefined {
  const written = fields.text('type');
  const type = TYPES.find((each) => each === written?.toUpperCase());
  if (type) return type;
  if (written === undefined) {
    refuse('type', 'the integration has no "type"', `Wanted one of ${TYPES.join(', ')}.`);
    return undefined;
  }
  // Recorded for PutIntegration: docs/aws/rest-api-observed.md#control-plane-messages.
  const enumeration = 'Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]';
  const message = `1 validation error detected: Value '${written}' at 'putIntegrationInput.type' failed to satisfy constraint: ${enumeration}`;
  fields.context.problems.error(message, at('type').position);
  return undefined;
}

function readTimeout(mode: 'BUFFERED' | 'STREAM', { fields, at, context }: IntegrationSource): number {
  const timeout = fields.integer('timeoutInMillis', { from: 50, to: MAX_RAISED_TIMEOUT_MS[mode] });
  if (timeout !== undefined && timeout > TIMEOUT_MS && mode === 'BUFFERED')
    context.problems.warning(
      `timeoutInMillis ${timeout} is above ${TIMEOUT_MS}: on AWS it needs a raised quota`,
      at('timeoutInMillis').position,
    );
  return timeout ?? TIMEOUT_MS;
}

function readTlsConfig({ fields, context }: IntegrationSource): Integration['tlsConfig'] {
  const place = fields.map('tlsConfig');
  if (!place) return undefined;
  const tls = new Fields(place, context);
  const insecure = tls.flag('insecureSkipVerification');
  tls.warnOfTheRest();
  return insecure === undefined ? {} : { insecureSkipVerification: insecure };
}

/** Only whole answers can be mapped, so streams are for proxies (docs/aws/rest-api.md#integration-fields). */
function checkStreaming({ type, responseTransferMode }: Integration, { refuse }: IntegrationSource): void {
  if (responseTransferMode === 'BUFFERED' || type === 'AWS_PROXY' || type === 'HTTP_PROXY') return;
  refuse('responseTransferMode', `STREAM is for AWS_PROXY and HTTP_PROXY integrations, found ${type}`);
}

function warnOfOthers({ fields, context }: IntegrationSource): void {
  for (const name of ['integrationSubtype', 'payloadFormatVersion', 'responseParameters']) {
    const place = fields.raw(name);
    // SAM and other tools write the version into REST documents too; it says what is so anyway.
    if (place && name !== 'payloadFormatVersion')
      context.problems.warning(`REST APIs ignore "${name}"`, place.keyPosition);
  }
  fields.warnOfTheRest();
}
