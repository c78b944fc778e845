// Sends requests at a rate over connections that stay open, from a process of its own: node flood.mjs URL RATE SECONDS. Prints how many were
// answered with 200, and how long it took.
import { Agent, get } from 'node:http';

const [url = '', rate = '500', seconds = '5'] = process.argv.slice(2);
const total = Number(rate) * Number(seconds);
const agent = new Agent({ keepAlive: true, maxSockets: 20 });
const begun = performance.now();
let [sent, answered] = [0, 0];
const ended = [];

function send() {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      answered += response.statusCode === 200 ? 1 : 0;
      response.resume().on('end', resolve);
    }).on('error', reject);
  });
}

while (sent < total) {
  // As many as are due by now, so that a late timer does not lower the rate.
  const due = Math.min(total, Math.ceil(((performance.now() - begun) / 1000) * Number(rate)));
  for (; sent < due; sent += 1) ended.push(send());
  await new Promise((resolve) => setTimeout(resolve, 5));
}
await Promise.all(ended);
agent.destroy();
console.log(JSON.stringify({ answered, seconds: (performance.now() - begun) / 1000 }));
