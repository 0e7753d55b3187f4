import { notifications } from '@mantine/notifications';

/** Says shortly that something was done. What went wrong is never said here: it stands beside what was wrong. */
export function say(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000 });
}
