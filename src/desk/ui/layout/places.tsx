import {
  IconBook2,
  IconCalendar,
  IconHome,
  IconKey,
  IconListDetails,
  IconPhoto,
  IconReportSearch,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';

/** Where the menu leads. `right`: whoever lacks it does not see the place. */
export const PLACES: { to: string; words: string; icon: typeof IconHome; right?: string }[] = [
  { to: '/', words: 'shell.overview', icon: IconHome },
  { to: '/items', words: 'shell.items', icon: IconListDetails },
  { to: '/calendar', words: 'shell.calendar', icon: IconCalendar },
  { to: '/media', words: 'shell.media', icon: IconPhoto },
  { to: '/glossary', words: 'shell.glossary', icon: IconBook2 },
  { to: '/admin/staff', words: 'shell.staff', icon: IconUsers, right: 'staff' },
  { to: '/admin/settings', words: 'shell.settings', icon: IconSettings, right: 'settings' },
  { to: '/admin/audit', words: 'shell.audit', icon: IconReportSearch, right: 'audit' },
  { to: '/tokens', words: 'shell.tokens', icon: IconKey },
];
