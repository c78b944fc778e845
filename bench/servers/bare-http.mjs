// The bare server: node:http with the handler in process. Also the backend of the proxy comparison.
import { createServer } from 'node:http';
import { get } from '../project/handlers/item.mjs';

const server = createServer((request, response) => {
  const id = request.url.slice(request.url.lastIndexOf('/') + 1);
  void get({ pathParameters: { id } }).then(({ statusCode, headers, body }) => {
    response.writeHead(statusCode, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  console.log(JSON.stringify({ type: 'ready', url: `http://127.0.0.1:${server.address().port}` }));
});
