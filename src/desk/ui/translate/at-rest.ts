/** Body HTML to be read and not used: its links lead nowhere, its pictures are their descriptions. */
export function atRest(html: string): string {
  return html
    .replace(/<a(?:\s(?:"[^"]*"|[^">])*)?>/g, '<span class="translate-link">')
    .replace(/<\/a>/g, '</span>')
    .replace(/<img((?:"[^"]*"|[^">])*)>/g, (_, attributes: string) => {
      const alt = /alt="([^"]*)"/.exec(attributes)?.[1] ?? '';
      return `<span class="translate-picture">▣ ${alt}</span>`;
    })
    .replace(/ id="[^"]*"/g, '');
}
