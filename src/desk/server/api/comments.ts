import { z } from '@hono/zod-openapi';
import * as shapes from '../../review-types.ts';
import { addComment, commentsOn, resolveComment, rewordComment } from '../comments.ts';
import { editionWith } from '../editions.ts';
import { sendMentions } from '../mention-letters.ts';
import { type Api, type ApiContext, audited, route } from './api.ts';

/** What people say to each other about an edition. */
export function commentRoutes(api: Api): void {
  const all = z.array(shapes.comment);
  api.openapi(
    route('get', '/editions/{id}/comments', 'What was said about it; mentions of the one who asks count as seen', {
      id: true,
      ok: all,
    }),
    async (c) => c.json(await commentsFor(c, c.req.valid('param').id), 200),
  );

  api.openapi(
    route('post', '/editions/{id}/comments', 'Says something about it, about a passage, or in answer', {
      id: true,
      body: shapes.newComment,
      ok: all,
    }),
    async (c) => {
      const server = c.get('desk');
      const { id } = c.req.valid('param');
      const who = c.get('who');
      const { mentioned, id: comment } = await addComment(server.desk, who, id, c.req.valid('json'), server.now());
      await audited(c, 'edition.comment', `edition:${id}`, { comment });
      const { item_id, language } = await editionWith(server.desk.db, id);
      const link = `${server.baseUrl()}/items/${item_id}/${language}?comment=${comment}`;
      // Nobody waits for a mail server.
      void sendMentions(server, mentioned, { from: who.name, link });
      return c.json(await commentsFor(c, id), 200);
    },
  );

  const change = z.strictObject({
    resolved: z.boolean().optional(),
    text: shapes.newComment.shape.text.optional(),
  });
  api.openapi(
    route('patch', '/comments/{id}', 'Resolves a comment or opens it again; rewords one’s own', {
      id: true,
      body: change,
      ok: all,
    }),
    async (c) => {
      const { desk, now } = c.get('desk');
      const { id } = c.req.valid('param');
      const { resolved, text } = c.req.valid('json');
      let edition = 0;
      if (text !== undefined) edition = await rewordComment(desk, c.get('who'), id, text);
      if (resolved !== undefined || edition === 0)
        edition = await resolveComment(desk, c.get('who'), id, resolved ?? true, now());
      await audited(c, 'edition.comment-change', `edition:${edition}`, { comment: id, resolved });
      return c.json(await commentsFor(c, edition), 200);
    },
  );
}

function commentsFor(c: ApiContext, editionId: number) {
  const { desk, now } = c.get('desk');
  return commentsOn(desk, c.get('who'), editionId, now());
}
