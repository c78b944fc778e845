export interface ConnectorProfile {
  readonly permissions: readonly string[];
  /** The combinations that are allowed, where not all are. */
  readonly together?: readonly (readonly string[])[];
}

/**
 * What can be connected with what, by source and destination type
 * (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html).
 */
export const PROFILES: Readonly<Record<string, Readonly<Record<string, ConnectorProfile>>>> = {
  'AWS::DynamoDB::Table': {
    'AWS::Lambda::Function': { permissions: ['Read'] },
  },
  'AWS::Events::Rule': {
    'AWS::SNS::Topic': { permissions: ['Write'] },
    'AWS::Events::EventBus': { permissions: ['Write'] },
    'AWS::StepFunctions::StateMachine': { permissions: ['Write'] },
    'AWS::Lambda::Function': { permissions: ['Write'] },
    'AWS::SQS::Queue': { permissions: ['Write'] },
  },
  'AWS::Lambda::Function': {
    'AWS::Lambda::Function': { permissions: ['Write'] },
    'AWS::S3::Bucket': { permissions: ['Read', 'Write'] },
    'AWS::DynamoDB::Table': { permissions: ['Read', 'Write'] },
    'AWS::SQS::Queue': { permissions: ['Read', 'Write'] },
    'AWS::SNS::Topic': { permissions: ['Write'] },
    'AWS::StepFunctions::StateMachine': { permissions: ['Write', 'Read'] },
    'AWS::Events::EventBus': { permissions: ['Write'] },
    'AWS::Location::PlaceIndex': { permissions: ['Read'] },
  },
  'AWS::ApiGatewayV2::Api': {
    'AWS::Lambda::Function': { permissions: ['Write'] },
  },
  'AWS::ApiGateway::RestApi': {
    'AWS::Lambda::Function': { permissions: ['Write'] },
  },
  'AWS::SNS::Topic': {
    'AWS::SQS::Queue': { permissions: ['Write'] },
    'AWS::Lambda::Function': { permissions: ['Write'] },
  },
  'AWS::SQS::Queue': {
    'AWS::Lambda::Function': { permissions: ['Write', 'Read'], together: [['Read', 'Write']] },
  },
  'AWS::S3::Bucket': {
    'AWS::Lambda::Function': { permissions: ['Write'] },
  },
  'AWS::StepFunctions::StateMachine': {
    'AWS::Lambda::Function': { permissions: ['Write'] },
    'AWS::SNS::Topic': { permissions: ['Write'] },
    'AWS::SQS::Queue': { permissions: ['Write'] },
    'AWS::S3::Bucket': { permissions: ['Read', 'Write'] },
    'AWS::DynamoDB::Table': { permissions: ['Read', 'Write'] },
    'AWS::StepFunctions::StateMachine': { permissions: ['Read', 'Write'], together: [['Read'], ['Read', 'Write']] },
    'AWS::Events::EventBus': { permissions: ['Write'] },
  },
  'AWS::AppSync::DataSource': {
    'AWS::DynamoDB::Table': { permissions: ['Read', 'Write'] },
    'AWS::Lambda::Function': { permissions: ['Write'] },
    'AWS::Events::EventBus': { permissions: ['Write'] },
  },
  'AWS::AppSync::GraphQLApi': {
    'AWS::Lambda::Function': { permissions: ['Write'] },
  },
};
