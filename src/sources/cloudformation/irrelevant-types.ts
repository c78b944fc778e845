/**
 * Resource types that say nothing about what is served: data, messages, identities, networks, monitoring. A name that ends with `::` stands
 * for a whole service. Every type that is neither here nor a record is named in `notRun`.
 */
const IRRELEVANT = [
  'AWS::ACMPCA::',
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::ClientCertificate',
  'AWS::ApiGateway::DocumentationPart',
  'AWS::ApiGateway::DocumentationVersion',
  'AWS::ApiGateway::DomainNameAccessAssociation',
  'AWS::ApplicationAutoScaling::',
  'AWS::ApplicationInsights::',
  'AWS::Athena::',
  'AWS::Backup::',
  'AWS::CDK::Metadata',
  'AWS::CertificateManager::',
  'AWS::Chatbot::',
  'AWS::CloudTrail::',
  'AWS::CloudWatch::',
  'AWS::CodeDeploy::',
  'AWS::Cognito::',
  'AWS::Config::',
  'AWS::DAX::',
  'AWS::DynamoDB::',
  'AWS::EC2::',
  'AWS::ECR::',
  'AWS::EFS::',
  'AWS::ElastiCache::',
  'AWS::ElasticLoadBalancingV2::',
  'AWS::Elasticsearch::',
  'AWS::Events::EventBus',
  'AWS::Events::EventBusPolicy',
  'AWS::Events::Archive',
  'AWS::Glue::',
  'AWS::IAM::',
  'AWS::KMS::',
  'AWS::Kinesis::Stream',
  'AWS::Lambda::CodeSigningConfig',
  'AWS::Lambda::LayerVersionPermission',
  'AWS::Lambda::Permission',
  'AWS::Logs::',
  'AWS::OpenSearchServerless::',
  'AWS::OpenSearchService::',
  'AWS::RDS::',
  'AWS::ResourceGroups::',
  'AWS::Route53::',
  'AWS::S3::AccessPoint',
  'AWS::S3::BucketPolicy',
  'AWS::S3Tables::',
  'AWS::SES::',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::',
  'AWS::SSM::',
  'AWS::Scheduler::ScheduleGroup',
  'AWS::SecretsManager::',
  'AWS::ServiceCatalogAppRegistry::',
  'AWS::ServiceDiscovery::',
  'AWS::Synthetics::',
  'AWS::WAFRegional::',
  'AWS::WAFv2::',
  'AWS::XRay::',
];

const SERVICES = IRRELEVANT.filter((name) => name.endsWith('::'));
const TYPES = new Set(IRRELEVANT);

/** Whether a type says nothing about what is served. */
export function isIrrelevant(type: string): boolean {
  return TYPES.has(type) || SERVICES.some((service) => type.startsWith(service));
}
