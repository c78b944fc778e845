// The floor of an HTTP proxy: node:http in, node:http out through a keep-alive agent, bodies piped; nothing else.
import { Agent, createServer, request } from 'node:http';

const { hostname, port } = new URL(process.argv[2]);
const agent = new Agent({ keepAlive: true, scheduling: 'lifo' });
const server = createServer((message, response) => {
  const { method, url: path, rawHeaders: headers } = message;
  const outgoing = request({ agent, hostname, port, method, path, headers }, (incoming) => {
    response.writeHead(incoming.statusCode, incoming.rawHeaders);
    incoming.pipe(response);
  });
  outgoing.on('error', (error) => response.destroy(error));
  if (method === 'GET') outgoing.end();
  else message.pipe(outgoing);
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ type: 'ready', url: `http://127.0.0.1:${server.address().port}` }));
});
