import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestDesk, type TestDesk } from '../../../../test/helpers/desk.ts';
import { createApi } from '../app.ts';

/** What `GET /api/openapi.json` says: enough of OpenAPI 3.1 to look through it. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  maxLength?: number;
  maximum?: number;
}
interface Content {
  content?: Record<string, { schema?: Schema }>;
}
interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: Content;
  responses: Record<string, Content & { description?: string }>;
}
interface Documentation {
  openapi: string;
  info: { title: string; version: string };
  security: Record<string, string[]>[];
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> };
  paths: Record<string, Record<string, Operation>>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head'];
let desk: TestDesk;
let api: Documentation;
before(async () => {
  desk = await openTestDesk();
  api = (await desk.visitor().get('/api/openapi.json')).body;
});
after(() => desk.close());

function operations(): [name: string, path: string, operation: Operation][] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): [string, string, Operation] => [`${method} ${path}`, path, one]),
  );
}

test('every route that answers is documented, and nothing else', () => {
  const answering = createApi()
    .routes.filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*'))
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`);
  const documented = operations().map(([name]) => name);
  // These are answered by a library, whatever the method.
  const ofUploads = /^(post|patch|delete|head) \/uploads/;
  assert.deepEqual(new Set(documented.filter((name) => !ofUploads.test(name))), new Set(answering));
});

test('its shape is that of OpenAPI 3.1', () => {
  assert.match(api.openapi, /^3\.1\.\d+$/);
  assert.ok(api.info.title && api.info.version);
  for (const [name, path, { parameters = [], requestBody, responses }] of operations()) {
    assert.ok(METHODS.includes(name.split(' ')[0]!), name);
    assert.match(path, /^\/[^?#]*$/);
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const given = parameters.filter((one) => one.in === 'path');
    assert.deepEqual(
      given.map((one) => [one.name, one.required]),
      inPath.map((parameter) => [parameter, true]),
      `${name} names what stands in its path`,
    );
    for (const { schema, in: place } of parameters)
      assert.ok(schema && /^(path|query|header|cookie)$/.test(place), name);
    if (requestBody) assert.ok(!/^(get|head) /.test(name) && Object.keys(requestBody.content!).length > 0, name);
    assert.ok(
      Object.keys(responses).some((status) => /^2\d\d$/.test(status)),
      `${name} says what it answers`,
    );
    assert.ok(responses['4XX'] || name === 'get /openapi.json', `${name} says what it answers when something is wrong`);
    for (const { description } of Object.values(responses)) assert.ok(description, name);
  }
});

test('every operation has a summary and an id of its own', () => {
  const ids = operations().map(([name, , { operationId, summary }]) => {
    assert.ok(summary, name);
    assert.match(operationId ?? '', /^[a-z][A-Za-z0-9]+$/, name);
    return operationId;
  });
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  );
});

test('who may come in is said of every operation', async () => {
  const schemes = new Set(Object.keys(api.components.securitySchemes));
  assert.deepEqual(schemes, new Set(['token', 'session']));
  for (const [name, path, { security = api.security }] of operations()) {
    for (const scheme of security.flatMap((one) => Object.keys(one))) assert.ok(schemes.has(scheme), name);
    const sent = name.startsWith('get') ? undefined : {};
    const answer = await desk
      .visitor()
      .send(name.split(' ')[0]!.toUpperCase(), `/api${path.replace(/\{\w+\}/g, '1')}`, sent);
    const isOpen = answer.status !== 401 || !/^SIGN_IN$/.test(answer.body?.error.code);
    // Who turns two-factor on is signed in, or has just given the password.
    if (!path.startsWith('/auth/')) assert.equal(security.length === 0, isOpen, name);
  }
});

test('every reference leads somewhere', () => {
  for (const [, name = ''] of JSON.stringify(api).matchAll(/"\$ref":"([^"]+)"/g)) {
    const [, id = ''] = /^#\/components\/schemas\/(\w+)$/.exec(name) ?? [];
    assert.ok(api.components.schemas[id], name);
  }
});

test('nothing can be sent without end: every text has a length, and every number fits the database', () => {
  const endless: string[] = [];
  for (const [name, , { parameters = [], requestBody }] of operations()) {
    for (const { name: parameter, schema } of parameters) walk(schema, `${name} ?${parameter}`);
    for (const { schema } of Object.values(requestBody?.content ?? {})) if (schema) walk(schema, name);
  }
  assert.deepEqual(endless, []);

  function walk(schema: Schema, place: string): void {
    if (schema.$ref) walk(api.components.schemas[schema.$ref.split('/').at(-1)!]!, place);
    const types = [schema.type].flat();
    const isFixed = schema.enum || schema.const !== undefined || /^(date|date-time|email)$/.test(schema.format ?? '');
    const isWhole = schema.pattern && !/[*+]/.test(schema.pattern);
    if (types.includes('string') && !isFixed && !isWhole && schema.maxLength === undefined) endless.push(place);
    if (types.includes('integer') && !((schema.maximum ?? Number.POSITIVE_INFINITY) < 2 ** 31)) endless.push(place);
    for (const [key, one] of Object.entries(schema.properties ?? {})) walk(one, `${place}.${key}`);
    for (const one of [schema.anyOf, schema.oneOf, schema.allOf].flat()) if (one) walk(one, place);
    if (schema.items) walk(schema.items, `${place}[]`);
    if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties, `${place}.*`);
  }
});
