import type { Setting } from '../setting.ts';
import { footer } from './footer.ts';

export const examples = {
  full: (setting: Setting) =>
    footer(
      {
        channels: [{ name: 'Video', url: 'https://video.example/roshanghat' }],
        mirrors: ['https://mirror.example/roshanghat/'],
        feeds: [{ title: 'RSS', address: `${setting.language.id}/feed.xml` }],
        demo: true,
      },
      setting,
    ),
};
