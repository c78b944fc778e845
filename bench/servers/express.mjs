// Express 5 with the handler in process.
import express from 'express';
import { get } from '../project/handlers/item.mjs';

const app = express();
app.get('/items/:id', (request, response, next) => {
  get({ pathParameters: request.params }).then(
    ({ statusCode, headers, body }) => response.status(statusCode).set(headers).send(body),
    next,
  );
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ type: 'ready', url: `http://127.0.0.1:${server.address().port}` }));
});
