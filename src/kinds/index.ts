import { cutting } from './cutting.ts';
import { incident } from './incident.ts';
import type { Kind } from './kind.ts';
import { masthead } from './masthead.ts';
import { page } from './page.ts';
import { person } from './person.ts';
import { statement } from './statement.ts';

/** All kinds; adding one is its file and its line here. */
const all: Kind[] = [masthead, statement, person, page, incident, cutting];

export const kinds = new Map(all.map((kind) => [kind.id, kind]));
