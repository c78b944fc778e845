import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';
import type { RequestRecord, ResponseRecord } from '../../../observability/record/messages.ts';
import { link } from '../live/address.ts';
import { Code, coloured, jsonText, prettyText } from '../parts/code.tsx';
import { hidden, isSecretName, withoutSecrets } from '../parts/secrets.ts';
import { statusText } from '../parts/status.tsx';
import type { Tab } from '../parts/tabs.tsx';
import { visible } from '../parts/visible.ts';
import { EventTab } from './event-tab.tsx';
import { Logs } from './logs.tsx';

/** What there is to read of an exchange. A refusal begins with its response, everything else with the event. */
export function exchangeTabs(exchange: ExchangeRecord, reveals: boolean, toggle: () => void): Tab[] {
  const { event, request, response, logs, result, mappings, message, refusal, authorizer } = exchange;
  const show = (value: unknown): unknown => (reveals ? value : withoutSecrets(value));
  const bar = <Reveal reveals={reveals} toggle={toggle} />;
  const tabs: Tab[] = [
    ...(event === undefined
      ? []
      : [
          {
            id: 'event',
            label: 'Event',
            content: () => (
              <EventTab exchange={exchange} show={show} bar={<RevealButton reveals={reveals} toggle={toggle} />} />
            ),
          },
        ]),
    ...(message === undefined
      ? []
      : [{ id: 'message', label: 'Message', content: () => <Code text={prettyText(message)} wrap label="Message" /> }]),
    ...(request === undefined
      ? []
      : [
          {
            id: 'request',
            label: 'Request',
            content: () => [
              bar,
              <Message key="text" first={requestLine(request)} message={request} reveals={reveals} label="Request" />,
            ],
          },
        ]),
    { id: 'logs', label: 'Logs', count: logs.length, content: () => <Logs exchange={exchange} /> },
    ...(mappings === undefined
      ? []
      : [
          {
            id: 'mapping',
            label: 'Mapping',
            count: mappings.length,
            content: () => <Mappings id={exchange.id} mappings={mappings} />,
          },
        ]),
    ...(authorizer === undefined
      ? []
      : [
          {
            id: 'authorizer',
            label: 'Authorizer',
            content: () => <Code text={jsonText(show(authorizer))} wrap label="Authorizer result" />,
          },
        ]),
    ...(result === undefined
      ? []
      : [{ id: 'result', label: 'Result', content: () => <Code text={jsonText(show(result))} wrap label="Result" /> }]),
    ...(response === undefined
      ? []
      : [
          {
            id: 'response',
            label: 'Response',
            content: () => [
              bar,
              <Message
                key="text"
                first={`HTTP/1.1 ${statusText(response.statusCode)}`}
                message={response}
                reveals={reveals}
                label="Response"
              />,
            ],
          },
        ]),
  ];
  const first = tabs.findIndex(({ id }) => id === (refusal === undefined ? 'event' : 'response'));
  return first <= 0 ? tabs : [...tabs.slice(first), ...tabs.slice(0, first)];
}

function Reveal({ reveals, toggle }: { readonly reveals: boolean; readonly toggle: () => void }) {
  return (
    <div class="subbar">
      <RevealButton reveals={reveals} toggle={toggle} />
    </div>
  );
}

function RevealButton({ reveals, toggle }: { readonly reveals: boolean; readonly toggle: () => void }) {
  return (
    <button type="button" class="plain push" aria-pressed={reveals} onClick={toggle}>
      {reveals ? 'Hide secrets' : 'Show secrets'}
    </button>
  );
}

/** A message of HTTP: its first line, its headers, its body. */
function Message({
  first,
  message,
  reveals,
  label,
}: {
  readonly first: string;
  readonly message: RequestRecord | ResponseRecord;
  readonly reveals: boolean;
  readonly label: string;
}) {
  return (
    <pre class="code wrap" tabIndex={0} role="group" aria-label={label}>
      {visible(first)}
      {'\n'}
      {message.headers.map(([name, value], index) => (
        <span key={index}>
          <span class="k">{name}</span>:{' '}
          {!reveals && isSecretName(name) ? <span class="c">{hidden(value)}</span> : visible(value)}
          {'\n'}
        </span>
      ))}
      {coloured(bodyText(message))}
    </pre>
  );
}

function Mappings({
  id,
  mappings,
}: {
  readonly id: string;
  readonly mappings: NonNullable<ExchangeRecord['mappings']>;
}) {
  return (
    <>
      {mappings.map(({ template, input, output }, index) => (
        <div key={index}>
          <header class="mapped">
            <h2 class="sub">{index === 0 ? 'Template' : 'Next template'}</h2>
            <a href={link('templates', [], { of: id, n: String(index) })}>Edit and try</a>
          </header>
          <Code box text={template} label="Template" />
          <h3 class="gap-top">Input</h3>
          <Code box wrap text={prettyText(input)} label="Input" />
          <h3 class="gap-top">Output</h3>
          <Code box wrap text={output} label="Output" />
        </div>
      ))}
    </>
  );
}

function requestLine({ method, path, query }: RequestRecord): string {
  return `${method} ${path}${query === '' ? '' : `?${query}`} HTTP/1.1`;
}

function bodyText({
  body,
  isBase64Encoded,
  truncated,
}: Pick<RequestRecord, 'body' | 'isBase64Encoded' | 'truncated'>): string {
  if (body === null || body === '') return '';
  const text = isBase64Encoded === true ? `(base64) ${body}` : prettyText(body);
  return `\n${text}${truncated === true ? '\n… the rest is not shown' : ''}`;
}
