export const translate = {
  'translate.loading': 'Loading …',
  'translate.sideBySide': 'The source and its translation',
  'translate.counts':
    '⁨{from}⁩: {source, plural, one {# word} other {# words}} · ⁨{to}⁩: {target, plural, one {# word} other {# words}}',
  'translate.showChanges': 'Show what changed in the source',
  'translate.sourceOf': 'Source: {part}',
  'translate.paragraph': 'Source, paragraph {n}',
  'translate.target': 'Paragraph {n} in {language}',
  'translate.edit': 'edit',
  'translate.empty': 'Not translated yet',
  'translate.onlyHere': 'Only in the translation',
  'translate.copySource': 'Begin with the source’s words',
  'translate.upToDate': 'Current with the text in {language}',
  'translate.outdated': 'The text in {language} has changed since this translation was made',
  'translate.draftChanged': 'The draft in {language} has changed since',
  'translate.changed':
    '{count, plural, =0 {No part is worded otherwise.} one {One part is marked below.} other {# parts are marked below.}} Once the translation says what the text says now, confirm it.',
  'translate.declareCurrent': 'The translation is current with this text',
  'translate.saveFirst': 'What you have typed could not be saved. Save it first.',
  'translate.kind.changed': 'changed',
  'translate.kind.added': 'new',
  'translate.kind.removed': 'taken out',
};
