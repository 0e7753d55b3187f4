/** Days of a month as a calendar shows them: whole weeks from Monday to Sunday, `2024-03-31`. */
export function weeksOf(month: string): string[][] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const start = new Date(first);
  start.setUTCDate(1 - ((first.getUTCDay() + 6) % 7));
  const weeks: string[][] = [];
  for (const day = start; weeks.length === 0 || day.toISOString().slice(0, 7) === month; ) {
    const week: string[] = [];
    for (let n = 0; n < 7; n++) {
      week.push(day.toISOString().slice(0, 10));
      day.setUTCDate(day.getUTCDate() + 1);
    }
    weeks.push(week);
  }
  return weeks;
}

/** `2024-01` and -1 give `2023-12`. */
export function monthAfter(month: string, step: number): string {
  const [year, number] = month.split('-').map(Number);
  const months = year! * 12 + number! - 1 + step;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}
