import { Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Family } from '../../media-types.ts';
import { FAMILIES } from '../../vocabulary.ts';
import type { MediaFilter } from './calls.ts';

export const NO_FILTER: MediaFilter = { q: '', family: null, used: null };

/** Search by words, narrow by what a file is and whether anything shows it. */
export function Filters({
  filter,
  onChange,
  families = FAMILIES,
}: {
  filter: MediaFilter;
  onChange(filter: MediaFilter): void;
  /** What may be chosen from; where it is one thing only, there is no choice. */
  families?: readonly Family[];
}) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" align="flex-end" className="media-filters" role="search">
      <TextInput
        className="media-search"
        label={t('media.search')}
        value={filter.q}
        onChange={(event) => onChange({ ...filter, q: event.currentTarget.value })}
        leftSection={<IconSearch size={16} aria-hidden />}
        type="search"
        classNames={{ input: 'media-plain' }}
      />
      {families.length > 1 && (
        <Select
          label={t('media.family')}
          value={filter.family ?? ''}
          onChange={(value) => onChange({ ...filter, family: (value || null) as Family | null })}
          data={[
            ...(families === FAMILIES ? [{ value: '', label: t('media.familyAll') }] : []),
            ...families.map((one) => ({ value: one, label: t(`media.family.${one}`) })),
          ]}
          allowDeselect={false}
          w={150}
        />
      )}
      <Select
        label={t('media.used')}
        value={filter.used ?? ''}
        onChange={(value) => onChange({ ...filter, used: (value || null) as MediaFilter['used'] })}
        data={[
          { value: '', label: t('media.usedAll') },
          { value: 'yes', label: t('media.usedYes') },
          { value: 'no', label: t('media.usedNo') },
        ]}
        allowDeselect={false}
        w={150}
      />
    </Group>
  );
}
