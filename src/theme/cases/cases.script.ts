/** Narrows the table of cases while somebody chooses; without it, the whole table stands there. */
const form = document.querySelector<HTMLFormElement>('[data-cases-filters]');
const rows = [...document.querySelectorAll<HTMLTableRowElement>('[data-cases] tbody tr')];
const said = form?.querySelector<HTMLElement>('[data-shown]');

if (form && said) {
  form.hidden = false;
  form.addEventListener('input', narrow);
  form.addEventListener('submit', (event) => event.preventDefault());
  narrow();
}

function narrow(): void {
  const chosen = new FormData(form!);
  const words = String(chosen.get('words')).trim().toLowerCase().split(/\s+/);
  let shown = 0;
  for (const row of rows) {
    const text = (row.textContent ?? '').toLowerCase();
    const fits =
      ['year', 'type', 'status'].every((name) => !chosen.get(name) || row.dataset[name] === chosen.get(name)) &&
      words.every((word) => text.includes(word));
    row.hidden = !fits;
    if (fits) shown++;
  }
  said!.textContent = said!.dataset.shown!.replace('{n}', String(shown)).replace('{all}', String(rows.length));
}
