import { Avatar, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Presence } from '../../api-types.ts';

/** Who else has this edition open now, and who of them is typing. */
export function PresentPeople({ others, me }: { others: Presence['others']; me: string }) {
  const { t } = useTranslation();
  const people = [...new Map(others.map((one) => [one.id, one])).values()];
  return (
    <div role="status" className="write-present">
      {people.map(({ id, name }) => {
        const isTyping = others.some((one) => one.id === id && one.typing);
        const key = id === me ? 'write.presentSelf' : isTyping ? 'write.presentTyping' : 'write.present';
        return (
          <Group key={id} gap={6} wrap="nowrap">
            <Avatar size="sm" name={name} color={isTyping ? 'teal' : 'gray'} alt="" aria-hidden />
            <Text size="sm" span>
              {t(key, { name })}
            </Text>
          </Group>
        );
      })}
    </div>
  );
}
