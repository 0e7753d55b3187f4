import { album } from './album.ts';
import { body } from './body.ts';
import { channel } from './channel.ts';
import { chapter } from './chapter.ts';
import { cutting } from './cutting.ts';
import { document } from './document.ts';
import { event } from './event.ts';
import { incident } from './incident.ts';
import type { Kind } from './kind.ts';
import { kit } from './kit.ts';
import { link } from './link.ts';
import { live } from './live.ts';
import { map } from './map.ts';
import { masthead } from './masthead.ts';
import { office } from './office.ts';
import { page } from './page.ts';
import { partner } from './partner.ts';
import { person } from './person.ts';
import { poem } from './poem.ts';
import { post } from './post.ts';
import { resource } from './resource.ts';
import { series } from './series.ts';
import { song } from './song.ts';
import { statement } from './statement.ts';
import { video } from './video.ts';

/** All kinds; adding one is its file and its line here. */
const all: Kind[] = [
  masthead,
  statement,
  person,
  page,
  incident,
  cutting,
  event,
  body,
  chapter,
  office,
  map,
  post,
  series,
  document,
  poem,
  song,
  album,
  video,
  live,
  kit,
  resource,
  link,
  partner,
  channel,
];

export const kinds = new Map(all.map((kind) => [kind.id, kind]));
