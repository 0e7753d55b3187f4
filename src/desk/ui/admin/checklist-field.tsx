import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChecklistPoint } from '../../admin-types.ts';
import { INTERFACE } from '../words/index.ts';

interface Props {
  points: ChecklistPoint[];
  onChange(points: ChecklistPoint[]): void;
}

/** What is to be ticked before something of this kind is approved, in each language of the interface. */
export function ChecklistField({ points, onChange }: Props) {
  const { t } = useTranslation();
  const replace = (index: number, point: ChecklistPoint) =>
    onChange(points.map((one, at) => (at === index ? point : one)));
  const move = (index: number, by: number) => {
    const moved = [...points];
    moved.splice(index + by, 0, ...moved.splice(index, 1));
    onChange(moved);
  };
  const add = () => onChange([...points, { id: newId(points), words: {} }]);
  return (
    <Stack gap="sm" role="group" aria-label={t('admin.checklist')}>
      <div>
        <Text fw="bold">{t('admin.checklist')}</Text>
        <Text size="sm" c="dimmed">
          {t('admin.checklistText')}
        </Text>
      </div>
      {points.map((point, index) => (
        <Group key={point.id} align="start" wrap="nowrap" gap="xs">
          <Stack gap={4} flex={1}>
            {Object.entries(INTERFACE).map(([id, { name }]) => (
              <TextInput
                key={id}
                lang={id}
                dir="auto"
                maxLength={300}
                aria-label={t('admin.pointIn', { number: index + 1, language: name })}
                placeholder={name}
                value={point.words[id] ?? ''}
                onChange={(event) =>
                  replace(index, { ...point, words: { ...point.words, [id]: event.currentTarget.value } })
                }
              />
            ))}
          </Stack>
          <Stack gap={4}>
            <PointButton
              label="admin.pointUp"
              index={index}
              icon={IconArrowUp}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            />
            <PointButton
              label="admin.pointDown"
              index={index}
              icon={IconArrowDown}
              disabled={index === points.length - 1}
              onClick={() => move(index, 1)}
            />
            <PointButton
              label="admin.pointRemove"
              index={index}
              icon={IconTrash}
              onClick={() => onChange(points.filter((_, at) => at !== index))}
            />
          </Stack>
        </Group>
      ))}
      <Group>
        <Button variant="default" size="xs" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          {t('admin.addPoint')}
        </Button>
      </Group>
    </Stack>
  );
}

interface ButtonProps {
  label: string;
  index: number;
  icon: typeof IconPlus;
  disabled?: boolean;
  onClick(): void;
}

function PointButton({ label, index, icon: Icon, ...rest }: ButtonProps) {
  const { t } = useTranslation();
  return (
    <ActionIcon variant="default" aria-label={t(label, { number: index + 1 })} {...rest}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}

function newId(points: ChecklistPoint[]): string {
  const numbers = points.map(({ id }) => Number(/^point-(\d+)$/.exec(id)?.[1] ?? 0));
  return `point-${Math.max(0, ...numbers) + 1}`;
}
