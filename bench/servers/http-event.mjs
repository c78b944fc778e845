/** An event of the size that an HTTP API makes. */
export function eventFor(id, request) {
  return {
    version: '2.0',
    routeKey: 'GET /items/{id}',
    rawPath: request.url,
    rawQueryString: '',
    headers: {
      ...request.headers,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdefghij',
      domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'abcdefghij',
      http: { method: 'GET', path: request.url, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
      requestId: 'J60wWgQVoAMEPEA=',
      routeKey: 'GET /items/{id}',
      stage: '$default',
      time: '20/Jan/2026:10:00:00 +0000',
      timeEpoch: 1768903200000,
    },
    pathParameters: { id },
    isBase64Encoded: false,
  };
}
