/** Marks what is coming, what is going on and what is past, by the reader's own clock; and leads to what is next. */
{
  const now = Date.now();
  const stateOf = (start: number, end: number) => (now < start ? 'coming' : now < end ? 'now' : 'past');

  for (const one of document.querySelectorAll<HTMLElement>('[data-start]')) {
    const state = stateOf(Date.parse(one.dataset.start ?? ''), Date.parse(one.dataset.end ?? ''));
    const words = one.closest<HTMLElement>('[data-coming]')?.dataset;
    const label = one.querySelector('.state');
    if (label) label.textContent = words?.[state] ?? '';
    one.classList.add(state);
  }

  for (const agenda of document.querySelectorAll<HTMLElement>('.agenda')) {
    const timed = [...agenda.querySelectorAll<HTMLElement>('.now, .coming')];
    const [next] = timed.sort((a, b) => Date.parse(a.dataset.start ?? '') - Date.parse(b.dataset.start ?? ''));
    const line = agenda.querySelector<HTMLElement>('.agenda-next');
    const link = next?.querySelector<HTMLAnchorElement>('h3 a');
    const place = line?.querySelector('a');
    const label = line?.querySelector('span');
    if (line && link && place) {
      if (label) label.textContent = line.dataset[next?.classList.contains('now') ? 'now' : 'next'] ?? '';
      place.href = link.href;
      place.textContent = link.textContent;
      line.append(' · ', next?.querySelector('time')?.cloneNode(true) ?? '');
      line.classList.add('shown');
    } else if (line?.dataset.none && place) {
      place.replaceWith(line.dataset.none);
      line.classList.add('shown');
    }
  }
}
