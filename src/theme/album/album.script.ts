/** Arrow keys in the direction of reading, Escape, and a finger drawn across: each follows a link that stands there anyway. */
{
  const shown = () => document.querySelector<HTMLElement>('.album .view:target');
  const follow = (selector: string) => {
    const link = shown()?.querySelector<HTMLAnchorElement>(selector);
    // Not a step to go back over for each picture.
    if (link) location.replace(link.href);
  };
  const isRightToLeft = document.documentElement.dir === 'rtl';
  const [left, right] = isRightToLeft ? ['[rel=next]', '[rel=prev]'] : ['[rel=prev]', '[rel=next]'];

  addEventListener('keydown', ({ key, altKey, ctrlKey, metaKey }) => {
    if (altKey || ctrlKey || metaKey) return;
    if (key === 'ArrowLeft') follow(left);
    if (key === 'ArrowRight') follow(right);
    if (key === 'Escape') follow('[data-close]');
  });

  let from = { x: 0, y: 0 };
  addEventListener('touchstart', ({ touches: [touch] }) => {
    from = { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
  });
  addEventListener('touchend', ({ changedTouches: [touch] }) => {
    const [across, down] = [(touch?.clientX ?? 0) - from.x, (touch?.clientY ?? 0) - from.y];
    if (Math.abs(across) > 50 && Math.abs(across) > 2 * Math.abs(down)) follow(across > 0 ? left : right);
  });

  addEventListener('hashchange', () => {
    const back = document.getElementById(location.hash.slice(1));
    (shown() ?? back)?.focus();
  });
}
