import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  /** Headings; hidden over what needs none to be seen. On a phone, what is small enough stands in the corner. */
  columns: { title: string; isHidden?: boolean; isCorner?: boolean }[];
  rows: { key: string | number; cells: ReactNode[] }[];
}

/**
 * A table that on a phone becomes a list: each cell under its heading. The roles are said, for a browser forgets that it
 * is a table once it is laid out otherwise.
 */
export function ListTable({ label, columns, rows }: Props) {
  return (
    <Table verticalSpacing="sm" className="desk-table" role="table" aria-label={label}>
      <Table.Thead role="rowgroup">
        <Table.Tr role="row">
          {columns.map(({ title, isHidden }) => (
            <Table.Th key={title} role="columnheader">
              {isHidden ? <span className="desk-hidden">{title}</span> : title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup">
        {rows.map(({ key, cells }) => (
          <Table.Tr key={key} role="row">
            {cells.map((cell, index) => (
              <Table.Td
                key={columns[index]!.title}
                role="cell"
                data-corner={columns[index]!.isCorner || undefined}
                data-empty={cell === null || undefined}
              >
                {!columns[index]!.isHidden && index > 0 && (
                  <span className="desk-table-title" aria-hidden>
                    {columns[index]!.title}
                  </span>
                )}
                <div>{cell}</div>
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
