import type { OpenAPIObject } from '@nestjs/swagger';

type JsonObject = Readonly<Record<string, unknown>>;

/** The request of the webhook document's own example. */
const DOCUMENT_REQUEST: JsonObject = {
  driver: 'netmiko',
  connection_args: { device_type: 'cisco_ios', host: '192.168.1.1', username: 'admin', password: 'pwd123' },
  command: 'show version',
  webhook: {
    name: 'basic',
    url: 'http://monitor.example.com/callback',
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    timeout: 5.0,
  },
};
/** What a test asks of the device: who has to be reached, and how. */
const DEVICE_FIELDS = ['driver', 'connection_args', 'credential', 'driver_args'];
/** So long a first click may wait for a device that is not there. */
const DEVICE_TEST_SECONDS = 5;

const RENDERING = {
  name: 'jinja2',
  template: '{% for vlan in vlans %}vlan {{ vlan.id }}\n name {{ vlan.name }}\n{% endfor %}',
  context: { vlans: [{ id: 10, name: 'users' }] },
};
const PARSING = {
  name: 'textfsm',
  template: 'Value ID (\\d+)\nValue NAME (\\S+)\n\nStart\n  ^${ID}\\s+${NAME} -> Record\n',
  output: '10   users\n20   printers\n',
};

/**
 * Gives each body an example that runs as it stands. What Swagger UI makes up by itself fills in every field, also those
 * that exclude each other, and is refused.
 *
 * @param request the job that the operator would have tried; the document's own where there is none
 */
export function addExampleBodies(document: OpenAPIObject, request: object | null): void {
  for (const [route, example] of Object.entries(exampleBodies({ ...(request ?? DOCUMENT_REQUEST) }))) {
    const [method, path = ''] = route.split(' ');
    const operation = document.paths[path]?.[method === 'PATCH' ? 'patch' : 'post'];
    const body = operation?.requestBody;
    if (body && 'content' in body)
      body.content['application/json'] = { ...body.content['application/json'], example };
  }
}

function exampleBodies(job: JsonObject): Record<string, JsonObject> {
  const webhook = isObject(job.webhook) ? job.webhook : DOCUMENT_REQUEST.webhook;
  const bulk = bulkOf(job);
  return {
    'POST /jobs': job,
    'POST /device/exec': job,
    'POST /jobs/bulk': bulk,
    'POST /device/bulk': bulk,
    'POST /device/test': { ...pick(job, DEVICE_FIELDS), timeout: DEVICE_TEST_SECONDS },
    'POST /template/render': RENDERING,
    'POST /template/parse': PARSING,
    'POST /keys': { name: 'ci-pipeline', scopes: ['jobs:read', 'jobs:write'] },
    'POST /webhooks/test': { webhook },
    'POST /webhooks/subscriptions': {
      ...(isObject(webhook) ? webhook : {}),
      description: 'Monitoring',
      filter: { driver: [job.driver] },
    },
    'PATCH /webhooks/subscriptions/{id}': { description: 'Monitoring' },
    'POST /webhooks/subscriptions/{id}/rotate-secret': { overlap: 3_600 },
    'POST /webhooks/destinations/{id}/pause': { reason: 'Maintenance until Monday' },
  };
}

/** The same job twice, for the same device: the second time under a name of its own. */
function bulkOf({ connection_args: args, device_name: _name, ...common }: JsonObject): JsonObject {
  const { host, ...shared } = isObject(args) ? args : {};
  const device = { connection_args: { host } };
  return { ...common, connection_args: shared, devices: [device, { ...device, device_name: 'core-1' }] };
}

function pick(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
