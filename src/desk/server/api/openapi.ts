import { z } from '@hono/zod-openapi';
import { programVersion } from '../../../base/version.ts';
import { anyJson } from '../../api-types.ts';
import { type Api, NOBODY } from './api.ts';

/** GET /api/openapi.json, made from the routes themselves. */
export function documentation(api: Api): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token that somebody made at the desk, narrowed to some actions.',
  });
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: '/openapi.json',
    summary: 'This documentation',
    security: NOBODY,
    responses: {
      200: {
        description: 'OpenAPI 3.1.',
        content: { 'application/json': { schema: z.record(z.string(), anyJson) } },
      },
    },
  });
  api.get('/openapi.json', async (c) => {
    const { sessionToken } = (await c.get('desk').auth.$context).authCookies;
    const said = api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Daftar: the desk', version: programVersion() },
      servers: [{ url: '/api' }],
      // One or the other.
      security: [{ token: [] }, { session: [] }],
    });
    const session = {
      type: 'apiKey' as const,
      in: 'cookie' as const,
      name: sessionToken.name,
      description:
        'The cookie of a person who is signed in; what changes something also comes from a page of the desk.',
    };
    return c.json({
      ...said,
      components: { ...said.components, securitySchemes: { ...said.components?.securitySchemes, session } },
      paths: named(said.paths ?? {}),
    });
  });
}

/** Every operation under a name of its own, for programs that make functions of them: `getEditionsById`. */
function named<P extends object>(paths: P): P {
  return Object.fromEntries(
    Object.entries(paths).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods as object).map(([method, one]) => [
          method,
          { operationId: operationId(method, path), ...one },
        ]),
      ),
    ]),
  ) as P;
}

function operationId(method: string, path: string): string {
  const words = path
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return method + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}
