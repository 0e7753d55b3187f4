import { html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';
import { type Channel, channelState, channels } from './channels.ts';

export const examples = {
  'three states': (here: Setting) => {
    const { words } = here.language;
    const one: Channel = {
      title: words.newsroom,
      platform: words.channels,
      address: 'https://social.example/@roshanghat',
      state: 'confirmed',
      says: here.date('2025-05-04'),
      note: '',
      page: 'en/channels/',
    };
    const all: Channel[] = [
      one,
      { ...one, state: 'claimed', says: words.empty },
      { ...one, state: 'closed', says: words.withdrawn },
    ];
    return html`${channels(all, here)}${all.map(channelState)}`;
  },
};
