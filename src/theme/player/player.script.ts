/** Chapters lead into the player of their page; what stands elsewhere plays in place, once somebody asks for it. */
for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-at]')) {
  link.addEventListener('click', (event) => {
    const player = document.querySelector<HTMLMediaElement>(
      '.recording :is(video, audio), .elsewhere :is(video, audio)',
    );
    if (!player) return;
    event.preventDefault();
    player.currentTime = Number(link.dataset.at);
    player.scrollIntoView({ block: 'nearest' });
    void player.play().catch(() => {});
  });
}

for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-play]')) {
  link.addEventListener('click', (event) => {
    const type = link.dataset.play ?? '';
    const player = document.createElement(type.startsWith('audio/') ? 'audio' : 'video');
    // A browser that cannot play it follows the link.
    const frame = link.closest('.elsewhere');
    if (!frame || frame.querySelector('video, audio') || player.canPlayType(type) === '') return;
    event.preventDefault();
    player.controls = true;
    player.src = link.href;
    frame.querySelector('img')?.remove();
    frame.prepend(player);
    player.focus();
    void player.play().catch(() => {});
  });
}
