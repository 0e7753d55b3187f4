import { z } from '@hono/zod-openapi';
import * as shapes from '../../admin-types.ts';
import { endSessions, newResetToken } from '../auth.ts';
import { invite, listInvitations, withdrawInvitation } from '../invitations.ts';
import { resetLink, sendInvitation, sendReset } from '../letters.ts';
import { requireRight } from '../roles.ts';
import { disable, enable, listStaff, personWith, setGrants, turnTwoFactorOff } from '../staff.ts';
import { type Api, audited, done, route } from './api.ts';

const newInvitation = z.strictObject({
  /** Null: whoever has the link takes it. */
  email: z.email().max(200).nullable().default(null),
  name: z.string().trim().max(100).default(''),
  grants: z.array(shapes.grant).min(1).max(20),
  /** Of the letter. */
  language: z.string().max(10).default('en'),
});

/** Who works here: for administrators. What opens the door to somebody is done by a person and not by a token. */
export function staffRoutes(api: Api): void {
  api.openapi(
    route('get', '/people', 'Who works here, for mentions and assignments', { ok: z.array(shapes.colleague) }),
    async (c) => {
      requireRight(c.get('who'), 'read');
      const staff = await listStaff(c.get('desk').desk.db);
      return c.json(
        staff.map(({ id, name, grants, disabled }) => ({ id, name, grants, disabled: disabled !== null })),
        200,
      );
    },
  );
  api.openapi(
    route('get', '/staff', 'Who works here, with addresses and roles', { ok: z.array(shapes.person) }),
    async (c) => {
      requireRight(c.get('who'), 'staff');
      return c.json(await listStaff(c.get('desk').desk.db), 200);
    },
  );
  api.openapi(
    route('put', '/staff/{id}/roles', 'Gives somebody these roles instead of those they had', {
      by: 'person',
      id: 'named',
      body: z.strictObject({ grants: z.array(shapes.grant).max(20) }),
      ok: shapes.person,
    }),
    async (c) => {
      requireRight(c.get('who'), 'staff');
      const { db } = c.get('desk').desk;
      const { id } = c.req.valid('param');
      const { grants: before } = await personWith(db, id);
      await setGrants(db, id, c.req.valid('json').grants);
      const now = await personWith(db, id);
      await audited(c, 'staff.roles', `user:${id}`, { name: now.name, before, now: now.grants });
      return c.json(now, 200);
    },
  );
  api.openapi(
    route('post', '/staff/{id}/disable', 'Ends somebody’s sessions, and lets them sign in no more', {
      id: 'named',
      ok: done,
    }),
    async (c) => {
      requireRight(c.get('who'), 'staff');
      const { desk, auth, now } = c.get('desk');
      const { id } = c.req.valid('param');
      await disable(desk.db, auth, id, now());
      await audited(c, 'staff.disable', `user:${id}`, { name: (await personWith(desk.db, id)).name });
      return c.json({ done: true as const }, 200);
    },
  );
  api.openapi(
    route('post', '/staff/{id}/enable', 'Lets somebody sign in again', { by: 'person', id: 'named', ok: done }),
    async (c) => {
      requireRight(c.get('who'), 'staff');
      const { id } = c.req.valid('param');
      await enable(c.get('desk').desk.db, id);
      await audited(c, 'staff.enable', `user:${id}`, { name: (await personWith(c.get('desk').desk.db, id)).name });
      return c.json({ done: true as const }, 200);
    },
  );
  api.openapi(
    route('post', '/staff/{id}/sign-out', 'Ends somebody’s sessions', { id: 'named', ok: done }),
    async (c) => {
      requireRight(c.get('who'), 'staff');
      const { desk, auth } = c.get('desk');
      const { id } = c.req.valid('param');
      await personWith(desk.db, id);
      await endSessions(auth, id);
      await audited(c, 'staff.sign-out', `user:${id}`);
      return c.json({ done: true as const }, 200);
    },
  );
  api.openapi(
    route('post', '/staff/{id}/reset', 'A link with which somebody chooses a new password', {
      by: 'person',
      id: 'named',
      ok: shapes.handedOver,
    }),
    async (c) => {
      requireRight(c.get('who'), 'staff');
      const server = c.get('desk');
      const to = await personWith(server.desk.db, c.req.valid('param').id);
      const token = await newResetToken(server.auth, to.id);
      const mailed = await sendReset(server, to, token);
      await audited(c, 'staff.reset', `user:${to.id}`, { name: to.name });
      return c.json({ link: resetLink(server, token), mailed }, 200);
    },
  );
  api.openapi(
    route(
      'post',
      '/staff/{id}/two-factor-off',
      'Lets somebody in who has lost phone and recovery codes; ends their sessions',
      { by: 'person', id: 'named', ok: done },
    ),
    async (c) => {
      requireRight(c.get('who'), 'staff');
      const { desk, auth } = c.get('desk');
      const { id, name } = await personWith(desk.db, c.req.valid('param').id);
      await turnTwoFactorOff(desk.db, auth, id);
      await audited(c, 'staff.two-factor-off', `user:${id}`, { name });
      return c.json({ done: true as const }, 200);
    },
  );

  api.openapi(route('get', '/invitations', 'Who was invited', { ok: z.array(shapes.invitation) }), async (c) => {
    requireRight(c.get('who'), 'staff');
    return c.json(await listInvitations(c.get('desk').desk.db), 200);
  });
  api.openapi(
    route('post', '/invitations', 'Invites somebody, by mail or by a link that is handed over', {
      by: 'person',
      body: newInvitation,
      ok: z.strictObject({ id: z.int(), expires: z.string(), ...shapes.handedOver.shape }),
    }),
    async (c) => {
      const who = c.get('who');
      requireRight(who, 'staff');
      const { language, ...sent } = c.req.valid('json');
      const { id, link, expires } = await invite(c.get('desk'), who, sent);
      await audited(c, 'invitation.make', `invitation:${id}`, sent);
      const mailed =
        sent.email !== null &&
        (await sendInvitation(c.get('desk'), { to: sent.email, from: who.name, link, expires, language }));
      return c.json({ id, expires, link, mailed }, 200);
    },
  );
  api.openapi(
    route('delete', '/invitations/{id}', 'Withdraws an invitation that nobody has taken', { id: true, ok: done }),
    async (c) => {
      requireRight(c.get('who'), 'staff');
      const { id } = c.req.valid('param');
      await withdrawInvitation(c.get('desk').desk.db, id);
      await audited(c, 'invitation.withdraw', `invitation:${id}`);
      return c.json({ done: true as const }, 200);
    },
  );
}
