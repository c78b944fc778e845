/** An event of the size that a WebSocket API makes. */
export function messageEventFor(body) {
  return {
    requestContext: {
      routeKey: '$default',
      messageId: 'J60wWgQVoAMEPEA=',
      eventType: 'MESSAGE',
      extendedRequestId: 'J60wWgQVoAMEPEA=',
      requestTime: '20/Jan/2026:10:00:00 +0000',
      messageDirection: 'IN',
      stage: 'dev',
      connectedAt: 1768903200000,
      requestTimeEpoch: 1768903200000,
      identity: { sourceIp: '127.0.0.1' },
      requestId: 'J60wWgQVoAMEPEA=',
      domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      connectionId: 'J60wWgQVoAMEPEA=',
      apiId: 'abcdefghij',
    },
    body,
    isBase64Encoded: false,
  };
}
