/** The picture that stands for a podcast: 1050 pt square, 1400 pixels, the least that directories take. */
export const COVER = `
#import "/card.typ": paper, accent, ink, voiced, fitted

#let cover(cover) = {
  set page(width: 1050pt, height: 1050pt, margin: 0pt, fill: paper)
  set text(fill: ink, hyphenate: false)
  show: voiced.with(cover.voice)
  set par(leading: 0pt, spacing: 0pt)
  set align(center + horizon)
  // Emblem and name, and the section's title in a band: apps show this as small as a stamp.
  grid(columns: 100%, rows: (if cover.emblem == none { 90pt } else { 410pt }, 1fr, 350pt),
    block(width: 100%, height: 100%, inset: (top: 90pt), if cover.emblem != none { image(cover.emblem, height: 300pt) }),
    block(width: 100%, height: 100%, inset: (x: 80pt, y: 30pt), fitted((voice: cover.voice, ..cover.name))),
    block(width: 100%, height: 100%, fill: accent, inset: (x: 80pt, top: cover.headroom * 1pt, bottom: 30pt), fitted((voice: cover.voice, fill: paper, ..cover.section))))
}
`;
