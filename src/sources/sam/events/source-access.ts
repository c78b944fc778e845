import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { EventError } from '../words/errors.ts';
import { expectMap, expectText } from '../words/expect.ts';
import { isIntrinsic } from '../words/intrinsics.ts';
import { isGiven, isMap, shown } from '../words/values.ts';
import type { SamEvent } from './event.ts';

const KAFKA_LOGINS = ['SASL_SCRAM_256_AUTH', 'SASL_SCRAM_512_AUTH', 'BASIC_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'];

/** What SAM wants to know of brokers and clusters: how they are signed in to. */
export function checkSourceAccess(event: SamEvent): void {
  if (event.type === 'MQ') checkLogin(event, ['BASIC_AUTH', 'VIRTUAL_HOST']);
  if (event.type === 'DocumentDB') checkLogin(event, ['BASIC_AUTH']);
  if (event.type === 'SelfManagedKafka') checkKafka(event);
  if (['MQ', 'DocumentDB', 'SelfManagedKafka'].includes(event.type)) checkKey(event);
  if (event.type === 'MSK' || event.type === 'SelfManagedKafka') checkRegistry(event);
}

function checkLogin(event: SamEvent, types: string[]): void {
  const given = event.properties['SourceAccessConfigurations'];
  const error = refusal(event, 'SourceAccessConfigurations');
  if (!isGiven(given)) throw error(`No SourceAccessConfigurations for Amazon ${event.type} event provided.`);
  if (!Array.isArray(given)) throw error('Provided SourceAccessConfigurations cannot be parsed into a list.');
  let uri: TemplateValue | undefined;
  given.forEach((value, index) => {
    const owner = { id: event.id, isEvent: true } as const;
    const configuration = expectMap(value, owner, `SourceAccessConfigurations[${index}]`);
    const type = expectText(configuration['Type'], owner, `SourceAccessConfigurations[${index}].Type`);
    if (!types.includes(type)) {
      throw error(
        `Invalid property Type specified in SourceAccessConfigurations. The supported values are: ${shown(types)}.`,
      );
    }
    if (type !== 'BASIC_AUTH') return;
    if (uri !== undefined) throw error('Multiple BASIC_AUTH properties specified in SourceAccessConfigurations.');
    uri = configuration['URI'];
    if (!isGiven(uri)) throw error('No BASIC_AUTH URI property specified in SourceAccessConfigurations.');
  });
  if (uri === undefined) throw error('No BASIC_AUTH property specified in SourceAccessConfigurations.');
}

function checkKafka(event: SamEvent): void {
  const { KafkaBootstrapServers: servers, Topics: topics, SourceAccessConfigurations: access } = event.properties;
  const error = refusal(event, 'SourceAccessConfigurations');
  if (!isGiven(servers)) throw error('No KafkaBootstrapServers provided for self managed kafka as an event source');
  if (!isGiven(topics)) throw error('No Topics provided for self managed kafka as an event source');
  if (Array.isArray(topics) && topics.length !== 1) {
    throw error('Topics for self managed kafka only supports single configuration entry.');
  }
  if (!isGiven(access)) throw error('No SourceAccessConfigurations for self managed kafka event provided.');
  if (!Array.isArray(access)) throw error('SourceAccessConfigurations for self managed kafka event should be a list.');
  checkKafkaAccess(event, access, error);
}

type Refusal = (message: string) => EventError;

function checkKafkaAccess(event: SamEvent, access: readonly TemplateValue[], error: Refusal): void {
  const found = new Set<string>();
  for (const value of access) {
    const owner = { id: event.id, isEvent: true } as const;
    const configuration = expectMap(value, owner, 'SourceAccessConfigurations');
    const type = configuration['Type'];
    if (type === 'VPC_SUBNET' || type === 'VPC_SECURITY_GROUP' || type === 'SERVER_ROOT_CA_CERTIFICATE') {
      checkUri(configuration, type, error);
      found.add(type);
    } else if (typeof type === 'string' && KAFKA_LOGINS.includes(type)) {
      if (found.has('login')) {
        throw error(
          'Multiple auth mechanism properties specified in SourceAccessConfigurations for self managed kafka event.',
        );
      }
      checkUri(configuration, 'auth mechanism', error);
      found.add('login');
    } else throw error('Invalid SourceAccessConfigurations Type provided for self managed kafka event.');
  }
  if (found.has('VPC_SUBNET') !== found.has('VPC_SECURITY_GROUP')) {
    throw error(
      'VPC_SUBNET and VPC_SECURITY_GROUP in SourceAccessConfigurations for SelfManagedKafka must be both provided.',
    );
  }
}

function checkUri({ URI: uri }: TemplateMap, what: string, error: Refusal): void {
  const place = 'URI property specified in SourceAccessConfigurations for self managed kafka event.';
  if (!isGiven(uri)) throw error(`No ${what} ${place}`);
  if (typeof uri !== 'string' && !isIntrinsic(uri)) throw error(`Wrong Type for ${what} ${place}`);
}

function checkKey(event: SamEvent): void {
  const key = event.properties['SecretsManagerKmsKeyId'];
  if (isGiven(key)) expectText(key, { id: event.id, isEvent: true }, 'SecretsManagerKmsKeyId');
}

function checkRegistry(event: SamEvent): void {
  const config = event.properties['SchemaRegistryConfig'];
  if (!isGiven(config) || !isMap(config)) return;
  const error = refusal(event, 'SchemaRegistryConfig');
  for (const field of ['SchemaRegistryURI', 'EventRecordFormat', 'SchemaValidationConfigs']) {
    if (!Object.hasOwn(config, field)) throw error(`Missing required field ${field} in SchemaRegistryConfig`);
  }
  if (!['JSON', 'SOURCE'].some((known) => known === config['EventRecordFormat'])) {
    throw error("EventRecordFormat in SchemaRegistryConfig must be either 'JSON' or 'SOURCE'");
  }
  if (!Array.isArray(config['SchemaValidationConfigs'])) throw error('SchemaValidationConfigs must be a list');
}

function refusal(event: SamEvent, key: string): Refusal {
  return (message) => new EventError(event.id, message, ['Properties', key]);
}
