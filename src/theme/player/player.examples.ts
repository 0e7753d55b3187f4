import type { Setting } from '../setting.ts';
import { chapters, credits, elsewhere, player } from './player.ts';

const SPEECH = { address: 'media/example.mp3', type: 'audio/mpeg' };
const FILM = { address: 'media/example.mp4', type: 'video/mp4' };

export const examples = {
  'a speech to be heard': (here: Setting) =>
    player({ label: here.language.words.download, files: [SPEECH], captions: [] }, here),
  'a film with captions': (here: Setting) =>
    player(
      {
        label: here.language.words.download,
        files: [FILM, { address: 'media/example.webm', type: 'video/webm' }],
        captions: [{ address: 'media/example.vtt', language: here.language.id, name: here.language.name }],
      },
      here,
    ),
  'chapters of a film': (here: Setting) =>
    chapters(
      [
        { at: 0, clock: '0:00', title: here.language.words.places },
        { at: 65, clock: '1:05', title: here.language.words.people },
      ],
      here.language.words.sections,
      FILM.address,
      here,
    ),
  'a film elsewhere': ({ language: { words } }: Setting) =>
    elsewhere({
      still: null,
      address: 'https://video.example/watch/1',
      type: null,
      label: words.newsroom,
      caution: words.notFoundText,
    }),
  'who made it': ({ language: { words } }: Setting) =>
    credits([{ role: words.people, who: words.newsroom }], words.releases),
};
