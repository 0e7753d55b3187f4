/** The picture that stands for a release in messengers and social networks: 900 × 472.5 pt, 1200 × 630 pixels. */
export const CARD = `
#let ink = rgb("#1c1b19")
#let paper = rgb("#faf8f4")
#let accent = rgb("#0f5257")
#let quiet = rgb("#57544e")

#let voiced(voice, body, tight: 1.0) = {
  // Latin words keep their own font's spaces, which Nastaliq sets too narrow for them.
  show regex("[A-Za-z0-9+][!-~’ ]*[!-~]"): set text(..if voice.latin == () { (:) } else { (font: voice.latin) })
  let tight = if voice.top + voice.bottom > 1.8 { 1.0 } else { tight }
  set text(
    font: voice.fonts, fallback: false, lang: voice.lang, region: voice.region,
    dir: if voice.rtl { rtl } else { ltr },
    top-edge: voice.top * tight * 1em, bottom-edge: -voice.bottom * tight * 1em,
  )
  body
}

#let latin(body) = text(dir: ltr, lang: "en", region: none, body)

#let title-at(card, size, words) = block(width: 100%, {
  set par(leading: 0pt)
  set text(size: size * 1pt * card.voice.scale, weight: 700, fill: card.at("fill", default: ink))
  voiced(card.voice, words, tight: 0.84)
})

// The largest size at which the whole title fits; beyond the smallest, words are cut from its end.
#let fitted(card) = layout(room => {
  let fits(size, words) = measure(title-at(card, size, words), width: room.width).height <= room.height
  let size = card.sizes.find(size => fits(size, card.title))
  if size != none { return title-at(card, size, card.title) }
  let smallest = card.sizes.last()
  let (low, high) = (0, card.parts.len())
  while high - low > 1 {
    let middle = calc.quo(low + high, 2)
    if fits(smallest, card.parts.slice(0, middle).join() + "…") { low = middle } else { high = middle }
  }
  title-at(card, smallest, card.parts.slice(0, low).join().trim() + "…")
})

#let card(card) = {
  set page(width: 900pt, height: 472.5pt, margin: 0pt, fill: paper)
  set text(size: 21pt * card.voice.scale, fill: ink, hyphenate: false)
  show: voiced.with(card.voice)
  set par(leading: 0pt, spacing: 0pt)
  // The organisation's band, the title in the middle of what is left, date and number at the foot.
  grid(columns: 100%, rows: (104pt, 1fr, 74pt),
    block(width: 100%, height: 100%, fill: accent, inset: (x: 52pt), align(horizon,
      grid(columns: if card.emblem == none { (1fr,) } else { (auto, 1fr) }, column-gutter: 20pt, align: horizon,
        ..if card.emblem == none { () } else { (box(fill: paper, radius: 5pt, inset: 6pt, image(card.emblem, height: 54pt)),) },
        text(size: card.nameScale * 1em, weight: 700, fill: paper, voiced(card.voice, card.organisation, tight: 0.8))))),
    block(width: 100%, height: 100%, inset: (x: 52pt, top: card.headroom * 1pt, bottom: 20pt), align(horizon, fitted(card))),
    block(width: 100%, height: 100%, inset: (x: 52pt), {
      line(length: 100%, stroke: 1.5pt + accent)
      v(1fr)
      grid(columns: (1fr, auto), align: (start, end), text(fill: quiet, card.date), text(weight: 700, fill: accent, latin(card.number)))
      v(1fr)
    }))
}
`;
