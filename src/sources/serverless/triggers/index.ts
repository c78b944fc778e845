import { addBroker, addQueue, addStream } from './polled.ts';
import {
  addBucket,
  addCloudwatchEvent,
  addEventBridge,
  addListenerRule,
  addNumbered,
  addPermission,
  addSchedule,
  addTopic,
  addUserPool,
} from './pushed.ts';
import type { Trigger } from './trigger.ts';

export type { Trigger } from './trigger.ts';

/** The events of the framework that are no APIs. */
export const TRIGGERS: Readonly<Record<string, (trigger: Trigger) => void>> = {
  activemq: addBroker,
  alb: addListenerRule,
  alexaSkill: addPermission('AlexaSkill', 'alexa-appkit.amazon.com'),
  alexaSmartHome: addPermission('AlexaSmartHome', 'alexa-connectedhome.amazon.com'),
  cloudFront: addNumbered('LambdaFunctionInvokePermission', 'AWS::Lambda::Permission'),
  cloudwatchEvent: addCloudwatchEvent,
  cloudwatchLog: addNumbered('LogsSubscriptionFilterCloudWatchLog', 'AWS::Logs::SubscriptionFilter'),
  cognitoUserPool: addUserPool,
  eventBridge: addEventBridge,
  iot: addNumbered('IotTopicRule', 'AWS::IoT::TopicRule'),
  iotFleetProvisioning: addNumbered('IotProvisioningTemplate', 'AWS::IoT::ProvisioningTemplate'),
  kafka: addBroker,
  msk: addBroker,
  rabbitmq: addBroker,
  s3: addBucket,
  schedule: addSchedule,
  sns: addTopic,
  sqs: addQueue,
  stream: addStream,
};
