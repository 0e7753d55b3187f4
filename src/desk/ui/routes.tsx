import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from '@tanstack/react-router';
import { Frame } from './layout/frame.tsx';
import { Missing, Trouble } from './layout/trouble.tsx';
import { persistently } from './part.ts';

type Page = () => Promise<{ default: RouteComponent }>;

/** The pages of the desk: one line each, loaded when somebody opens it. */
const PAGES: Record<string, Page> = {
  '/items/$id/$language': () => import('./write/page.tsx'),
  '/': () => import('./overview/page.tsx'),
  '/items': () => import('./lists/page.tsx'),
  '/calendar': () => import('./calendar/page.tsx'),
  '/glossary': () => import('./glossary/page.tsx'),
  '/media': () => import('./media/page.tsx'),
  '/account': () => import('./account/page.tsx'),
  '/tokens': () => import('./admin/tokens.tsx'),
  '/admin/staff': () => import('./admin/staff.tsx'),
  '/admin/settings': () => import('./admin/settings.tsx'),
  '/admin/audit': () => import('./admin/audit.tsx'),
};

/** The door: open to people who are not signed in. */
const DOORS: Record<string, Page> = {
  '/setup': () => import('./access/setup.tsx'),
  '/invitation': () => import('./access/invitation.tsx'),
  '/forgot': () => import('./access/forgot.tsx'),
  '/reset': () => import('./access/reset.tsx'),
};

export function newRouter() {
  const root = createRootRoute({
    component: () => <Frame doors={Object.keys(DOORS)} />,
    errorComponent: Trouble,
    notFoundComponent: Missing,
  });
  const routes = Object.entries({ ...PAGES, ...DOORS }).map(([path, page]) =>
    createRoute({
      getParentRoute: () => root,
      path,
      component: lazyRouteComponent(() => persistently(page)),
      errorComponent: Trouble,
    }),
  );
  return createRouter({
    routeTree: root.addChildren(routes),
    defaultPreload: false,
    scrollRestoration: true,
    // What stands in an address is text, whatever it looks like.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
      const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
      return text ? `?${text}` : '';
    },
  });
}
