// What is said about the text of messages.

import { words } from '../../../i18n/table.ts'

export const textWords = words({
  code: { en: 'Code', es: 'Código', fr: 'Code', cs: 'Kód' },
  more: { en: 'Show more', es: 'Mostrar más', fr: 'Afficher la suite', cs: 'Zobrazit více' },
  less: { en: 'Show less', es: 'Mostrar menos', fr: 'Réduire', cs: 'Zobrazit méně' },
})
