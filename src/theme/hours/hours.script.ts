/** Says whether an office is open now, by its own clock: that of its zone, or of its offset where the browser knows no zones. */
{
  const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const now = new Date();

  const byOffset = (offset: string): [number, number] => {
    const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [null, '+', '0', '0'];
    const there = new Date(now.getTime() + (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000);
    return [(there.getUTCDay() + 6) % 7, there.getUTCHours() * 60 + there.getUTCMinutes()];
  };

  const byZone = (timeZone: string): [number, number] => {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(now);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    return [DAYS.indexOf(part('weekday')), Number(part('hour')) * 60 + Number(part('minute'))];
  };

  for (const one of document.querySelectorAll<HTMLElement>('[data-week]')) {
    const { week, zone, offset, open, closed } = one.dataset;
    let clock = byOffset(offset ?? '');
    try {
      if (zone) clock = byZone(zone);
    } catch {
      // this browser does not know the zone
    }
    const [day, minute] = clock;
    const isOpen = (JSON.parse(week ?? '[]') as number[][]).some(
      ([on, from, to]) => on === day && from! <= minute && minute < to!,
    );
    const state = one.querySelector<HTMLElement>('.state');
    if (!state) continue;
    state.textContent = (isOpen ? open : closed) ?? '';
    state.classList.toggle('open', isOpen);
  }
}
