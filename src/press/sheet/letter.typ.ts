/**
 * The letter in Typst. It receives `sheet` (see `LetterData` in letter.ts) and the body as content. Line boxes come from
 * the language file's line height, not from the font: Nastaliq's own would collide or gape.
 */
export const LETTER = String.raw`
#let ink = rgb("#1c1b19")
#let accent = rgb("#0f5257")
#let quiet = rgb("#57544e")
#let hair = rgb("#c9c4ba")

// Text in one language: its fonts, its direction, its line boxes.
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

// Numbers and addresses keep their own direction inside right-to-left lines.
#let latin(body) = text(dir: ltr, lang: "en", region: none, body)

#let numerals(digits, n) = if digits == none { str(n) } else {
  str(n).clusters().map(digit => digits.at(int(digit))).join()
}

// On the side where lines begin.
#let leading-edge(sheet, value) = if sheet.voice.rtl { (right: value) } else { (left: value) }

#let letterhead(sheet) = {
  let names = {
    text(size: 17pt * sheet.voice.scale, weight: 700, fill: ink, voiced(sheet.voice, sheet.organisation, tight: 0.8))
    if sheet.names.len() > 0 {
      v(3pt, weak: true)
      set text(size: 10pt, fill: quiet)
      sheet.names.map(name => box(text(size: 1em * name.voice.scale, voiced(name.voice, name.text, tight: 0.8)))).join(h(1.2em))
    }
    if sheet.address != "" {
      v(3pt, weak: true)
      text(size: 8.5pt * sheet.voice.scale, fill: quiet, voiced(sheet.voice, sheet.address, tight: 0.85))
    }
  }
  if sheet.emblem == none { names } else {
    grid(columns: (auto, 1fr), column-gutter: 12pt, align: horizon,
      image(sheet.emblem, height: 19mm, alt: sheet.organisation), names)
  }
  v(7pt, weak: true)
  line(length: 100%, stroke: 1.4pt + accent)
}

#let reference(sheet) = {
  set text(size: 9.5pt * sheet.voice.scale, fill: quiet)
  grid(columns: (auto, 1fr), column-gutter: 12pt, align: (start, end),
    [#sheet.words.citation #h(0.3em) #text(fill: ink, weight: 700, latin(sheet.number))],
    [#if sheet.version != none [#sheet.version #h(1em)]#text(fill: ink, sheet.date)])
}

#let correction(sheet) = block(
  width: 100%, inset: (x: 10pt, y: 7pt), fill: rgb("#f3efe6"), stroke: leading-edge(sheet, 2.4pt + accent),
  [#text(weight: 700, sheet.words.correction + ":") #sheet.correction])

#let picture(lead) = figure(
  image(lead.path, width: 100%, height: lead.height * 1mm, fit: "contain", alt: lead.alt),
  caption: if lead.caption + lead.credit == "" { none } else {
    text(size: 0.85em, fill: quiet, (lead.caption, lead.credit).filter(part => part != "").join("  ·  "))
  },
  numbering: none, outlined: false, gap: 4pt)

#let facts(sheet) = {
  set text(size: 0.92em)
  grid(columns: (auto, 1fr), column-gutter: 14pt, row-gutter: 4pt,
    ..sheet.facts.map(fact => (text(fill: quiet, fact.label), fact.text)).flatten())
}

#let contacts(sheet) = block(width: 100%, {
  set text(size: 0.88em)
  text(weight: 700, fill: accent, sheet.words.contacts)
  v(3pt, weak: true)
  grid(columns: (auto, auto, 1fr), column-gutter: 16pt, row-gutter: 2pt,
    ..sheet.contacts.map(contact => (contact.region, latin(contact.telephone), text(fill: quiet, contact.hours))).flatten())
  if sheet.email != none {
    v(2pt, weak: true)
    [#text(fill: quiet, sheet.words.email) #h(0.5em) #link("mailto:" + sheet.email, latin(sheet.email))]
  }
})

#let record(sheet) = block(width: 100%, inset: 9pt, stroke: 0.6pt + accent, radius: 2pt,
  grid(columns: (auto, 1fr), column-gutter: 12pt, align: horizon,
    link(sheet.citationUrl, image(bytes(sheet.qr), format: "svg", width: 24mm, alt: sheet.citationUrl)),
    {
      set text(size: 0.82em)
      // The way to the page itself, for whoever reads on a screen.
      link(sheet.canonicalUrl, text(fill: ink, sheet.words.record))
      v(4pt, weak: true)
      [#text(fill: quiet, sheet.words.citation) #h(0.3em) #text(weight: 700, latin(sheet.number))]
      if sheet.position != none [#h(1.6em) #text(fill: quiet, sheet.words.position) #h(0.3em) #text(weight: 700, sheet.position)]
      v(2pt, weak: true)
      [#text(fill: quiet, sheet.words.released) #h(0.3em) #sheet.released]
      v(2pt, weak: true)
      set align(if sheet.voice.rtl { right } else { left })
      link(sheet.citationUrl, text(fill: accent, latin(sheet.citationUrl)))
    }))

// Notes stand behind the text, as on its page: at the foot of a page they would part a sentence from its end.
#let noted = state("notes", ())
#let footnote(numbering: none, body) = {
  noted.update(all => all + ((number: numbering(), body: body),))
  super(numbering())
}
#let notes() = context {
  let all = noted.get()
  if all.len() == 0 { return }
  v(10pt, weak: true)
  line(length: 22%, stroke: 0.5pt + hair)
  v(4pt, weak: true)
  set text(size: 0.88em)
  grid(columns: (auto, 1fr), column-gutter: 6pt, row-gutter: 4pt, ..all.map(note => ([#note.number.], note.body)).flatten())
}

#let foot(sheet) = {
  set text(size: 7.8pt * sheet.voice.scale, fill: quiet)
  line(length: 100%, stroke: 0.5pt + hair)
  v(3pt, weak: true)
  grid(columns: (1fr, auto), column-gutter: 12pt, align: (start, end),
    [#sheet.organisation #h(0.7em) #latin(sheet.number) #h(0.7em) #latin("SHA-256 " + sheet.hash)],
    context [#sheet.words.page #numerals(sheet.digits, counter(page).get().first()) #sheet.words.of #numerals(sheet.digits, counter(page).final().first())])
}

#let letter(sheet, attachments, body) = {
  set document(title: sheet.title, author: sheet.organisation, keywords: (sheet.number,), date: datetime(
    year: sheet.stamp.at(0), month: sheet.stamp.at(1), day: sheet.stamp.at(2),
    hour: sheet.stamp.at(3), minute: sheet.stamp.at(4), second: sheet.stamp.at(5)))
  set page(paper: "a4", fill: none, margin: (x: 23mm, top: 18mm, bottom: 25mm), footer: voiced(sheet.voice, foot(sheet), tight: 0.8))
  set text(size: 10.8pt * sheet.voice.scale, fill: ink, hyphenate: false)
  show: voiced.with(sheet.voice)
  set par(leading: 0pt, spacing: 0.62em, justify: false)
  // What has no place to break (addresses, hashes) breaks anywhere rather than run off the paper.
  show regex("[!-~]{48,}"): it => it.text.clusters().join("\u{200b}")
  show link: set text(fill: accent)
  show heading: it => block(above: 1.15em, below: 0.5em, sticky: true, text(
    size: if it.level <= 2 { 0.98em } else { 1.04em }, weight: 700, fill: ink, it.body))
  show quote.where(block: true): it => block(above: 0.9em, below: 0.9em, inset: leading-edge(sheet, 12pt), stroke: leading-edge(sheet, 1.6pt + hair), text(fill: quiet, it.body))
  set table(stroke: 0.5pt + hair, inset: (x: 6pt, y: 4pt))
  set list(indent: 0.6em, body-indent: 0.6em, spacing: 0.35em)
  set enum(indent: 0.6em, body-indent: 0.6em, spacing: 0.35em)

  for file in attachments { pdf.attach(file.name, bytes(file.text), mime-type: file.type) }
  letterhead(sheet)
  v(6pt, weak: true)
  reference(sheet)
  v(20pt, weak: true)
  if sheet.eyebrow != "" { text(size: 0.95em, weight: 700, fill: accent, sheet.eyebrow); v(3pt, weak: true) }
  {
    show heading: it => block(above: 0pt, below: 0pt, text(size: sheet.titleSize * sheet.voice.scale * 1pt, weight: 700, voiced(sheet.voice, it.body, tight: 0.82)))
    heading(level: 1, sheet.title)
  }
  if sheet.summary != "" { v(5pt, weak: true); text(size: 1.06em, fill: quiet, sheet.summary) }
  v(11pt, weak: true)
  if sheet.correction != "" { correction(sheet); v(9pt, weak: true) }
  if sheet.lead != none { picture(sheet.lead); v(10pt, weak: true) }
  if sheet.dateline != "" { block(sticky: true, below: 5pt, text(weight: 700, sheet.dateline)) }
  body
  notes()
  v(16pt, weak: true)
  if sheet.facts.len() > 0 { line(length: 100%, stroke: 0.5pt + hair); v(6pt, weak: true); facts(sheet); v(12pt, weak: true) }
  v(1fr)
  block(breakable: false, width: 100%, {
    if sheet.contacts.len() > 0 or sheet.email != none { contacts(sheet); v(9pt, weak: true) }
    record(sheet)
  })
}
`;
